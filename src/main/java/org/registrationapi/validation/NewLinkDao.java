package org.registrationapi.validation;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Finds the user of a link that may be replaced, and whose validation is then gone. */
interface NewLinkDao {
  /**
   * The user of a validation, pending or activated, by the validation or by the mail that carried
   * it. Empty if the user was deleted, or if the link belonged to an earlier registration of the
   * address: mails move to the user that replaces another one, and are older than it.
   */
  @SqlQuery(
      """
      select u.id, u.email, u.locale
        from (select v.user_id, null::timestamptz as time_created
                from validations v
               where v.server_id = :serverId and v.id = :id and v.purpose = 'validation'
               union all
              select m.user_id, m.time_created
                from mails m
               where m.server_id = :serverId and m.id = :id and m.kind = 'validation') as link
        join users u on u.server_id = :serverId and u.id = link.user_id
       where link.time_created is null or not u.replaced_another
          or link.time_created >= u.time_created
       limit 1
      """)
  @RegisterConstructorMapper(Receiver.class)
  Optional<Receiver> find(long serverId, UUID id);

  /** Locks a pending user until the transaction ends; empty if it is activated or deleted. */
  @SqlQuery(
      """
      select id
        from users
       where server_id = :serverId and id = :userId and time_activated is null
         for update
      """)
  Optional<UUID> lockPending(long serverId, UUID userId);

  /**
   * A user who receives a mail.
   *
   * @param locale BCP 47, or null
   */
  record Receiver(UUID id, String email, String locale) {}
}

package org.registrationapi.links;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/** Reads what is stored of a link: its validation, or how it takes a change of address back. */
public interface LinkDao {
  /** The validation of a link; empty if it was used up or replaced, or its user was deleted. */
  @SqlQuery(
      """
      select v.user_id, coalesce(v.email, u.email) as email, u.locale,
             case v.purpose when 'validation' then u.time_activated is not null
                            when 'email_change' then u.email_key = v.email_key
                            else false end as is_done,
             coalesce(v.expires_at <= now(), false) as is_expired, v.expires_at,
             u.time_activated
        from validations v
        join users u on u.server_id = v.server_id and u.id = v.user_id
       where v.server_id = :serverId and v.id = :id and v.purpose = :purpose
      """)
  @RegisterConstructorMapper(StoredLink.class)
  Optional<StoredLink> find(long serverId, UUID id, String purpose);

  /**
   * A link that takes a change of address back; empty if it does not exist any more, or was used
   * and the user has another address since.
   *
   * @param seconds how long it works after the change, or after its mail was sent if that was later
   */
  @SqlQuery(
      """
      select user_id, email, locale, time_used is not null as is_done,
             coalesce(expires_at <= now(), false) as is_expired, expires_at, time_activated
        from (select k.user_id, k.email, u.locale, k.time_used, u.time_activated,
                     case when k.time_changed is not null
                               and coalesce(m.status not in ('queued', 'held'), true)
                          then greatest(k.time_changed, m.time_sent) + make_interval(secs => :seconds)
                     end as expires_at
                from email_undos k
                join users u on u.server_id = k.server_id and u.id = k.user_id
                left join mails m on m.server_id = k.server_id and m.id = k.id
               where k.server_id = :serverId and k.id = :id
                 and (k.time_used is null or u.email_key = k.email_key)) as link
      """)
  @RegisterConstructorMapper(StoredLink.class)
  Optional<StoredLink> findUndo(long serverId, UUID id, long seconds);

  /** What is stored of a link; empty if it no longer works, apart from its age. */
  default Optional<StoredLink> find(LinkPurpose purpose, LinkId link) {
    return purpose == LinkPurpose.EMAIL_UNDO
        ? findUndo(link.serverId(), link.id(), LinkLifetimes.EMAIL_UNDO.toSeconds())
        : find(link.serverId(), link.id(), purpose.word());
  }
}

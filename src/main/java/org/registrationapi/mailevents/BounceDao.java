package org.registrationapi.mailevents;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The addresses that no mail reaches. They are remembered for all servers together, and are spread
 * by address where tables are spread.
 */
@RegisterConstructorMapper(Bounce.class)
public interface BounceDao {
  /** Why no mail reaches an address; empty if that is not known of it. */
  @SqlQuery("select reason from bounced_addresses where email_key = :emailKey")
  Optional<String> reason(String emailKey);

  /** Remembers addresses. */
  @SqlBatch(
      """
      insert into bounced_addresses (email_key, reason, time_bounced)
      values (:emailKey, :reason, now())
      on conflict (email_key) do update
         set reason = excluded.reason, time_bounced = excluded.time_bounced
      """)
  void remember(@BindMethods List<HardBounce> bounces);

  /** A page of addresses, in their order, all after one. */
  @SqlQuery(
      """
      select email_key as email, reason, time_bounced
        from bounced_addresses
       where email_key > :after
       order by email_key
       limit :limit
      """)
  List<Bounce> page(String after, int limit);

  /** The address, if it is one of them. */
  @SqlQuery(
      """
      select email_key as email, reason, time_bounced
        from bounced_addresses
       where email_key = :emailKey
      """)
  List<Bounce> find(String emailKey);

  /** Forgets an address; false if it was not remembered. */
  @SqlUpdate("delete from bounced_addresses where email_key = :emailKey")
  boolean delete(String emailKey);

  /** An address that no mail will reach, and why. */
  record HardBounce(String emailKey, String reason) {}
}

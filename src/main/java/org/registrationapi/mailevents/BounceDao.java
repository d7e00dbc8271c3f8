package org.registrationapi.mailevents;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The addresses that bounced for good, stored for all servers together. In a distributed PostgreSQL
 * the table is distributed by address.
 */
@RegisterConstructorMapper(Bounce.class)
public interface BounceDao {
  /** Why an address bounced; empty if it is not known to bounce. */
  @SqlQuery("select reason from bounced_addresses where email_key = :emailKey")
  Optional<String> reason(String emailKey);

  /** Stores addresses. */
  @SqlBatch(
      """
      insert into bounced_addresses (email_key, reason, time_bounced)
      values (:emailKey, :reason, now())
      on conflict (email_key) do update
         set reason = excluded.reason, time_bounced = excluded.time_bounced
      """)
  void remember(@BindMethods List<HardBounce> bounces);

  /** A page of addresses greater than an address, in their order. */
  @SqlQuery(
      """
      select email_key as email, reason, time_bounced
        from bounced_addresses
       where email_key > :after
       order by email_key
       limit :limit
      """)
  List<Bounce> page(String after, int limit);

  /** The address, if it is stored. */
  @SqlQuery(
      """
      select email_key as email, reason, time_bounced
        from bounced_addresses
       where email_key = :emailKey
      """)
  List<Bounce> find(String emailKey);

  /** Deletes an address; false if it was not stored. */
  @SqlUpdate("delete from bounced_addresses where email_key = :emailKey")
  boolean delete(String emailKey);

  /** An address that bounced for good, with the reason. */
  record HardBounce(String emailKey, String reason) {}
}

package org.registrationapi.mailevents;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Stores, lists and deletes the addresses that bounced for good, for all servers together. */
@RegisterConstructorMapper(Bounce.class)
public interface BounceDao {
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

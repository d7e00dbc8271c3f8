package org.registrationapi.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.registrationapi.database.HotQuery;
import org.registrationapi.funnel.FunnelDao;

/** What people do with a link. */
public final class LinkDao {
  private static final HotQuery<Validation> FIND =
      new HotQuery<>(
          """
      select v.user_id, coalesce(v.email, u.email) as email, u.locale,
             case v.purpose when 'validation' then u.time_activated is not null
                            when 'email_change' then u.email_key = v.email_key
                            else false end as is_done,
             coalesce(v.expires_at <= now(), false) as is_expired, v.expires_at
        from validations v
        join users u on u.server_id = v.server_id and u.id = v.user_id
       where v.server_id = :serverId and v.id = :id and v.purpose = :purpose
      """,
          (row, context) -> validation(row));

  /**
   * The users are found, and so locked, in the order of their links. The mails are looked up one by
   * one: all that wait to be sent may be very many.
   */
  private static final HotQuery<Activated> ACTIVATE =
      new HotQuery<>(
          """
      with asked as materialized (
          select *
            from unnest((select :ids::uuid[])) as a (id)
           order by id
           limit (select cardinality(:ids::text[]))),
      found as materialized (
          select v.id, v.user_id, u.email, u.locale, u.time_activated is not null as is_done,
                 coalesce(v.expires_at <= now(), false) as is_expired, v.expires_at
            from asked
            join validations v on v.server_id = :serverId and v.id = asked.id and v.purpose = 'validation'
            join users u on u.server_id = v.server_id and u.id = v.user_id),
      activated as (
          update users u
             set time_activated = now(), time_updated = now()
            from found
           where u.server_id = :serverId and u.id = found.user_id and u.time_activated is null
             and not found.is_expired
          returning found.id),
      delivered as (
          update mails m
             set status = 'delivered', time_sent = coalesce(time_sent, now()), claim_id = null, reason = null
            from activated
           where m.server_id = :serverId and m.id = activated.id
             and coalesce(m.status in ('queued', 'held'), false)
          returning m.id),
      event (stage) as (
          select 'activated' from activated
          union all select 'delivered' from delivered
          union all select 'sent' from delivered),
      """
              + FunnelDao.COUNTED
              + """
      select found.id, user_id, email, locale, is_done or activated.id is not null as is_done, is_expired, expires_at
        from found
        left join activated on activated.id = found.id
      """,
          (row, context) -> new Activated(row.getObject("id", UUID.class), validation(row)));

  private final Handle handle;

  public LinkDao(Handle handle) {
    this.handle = handle;
  }

  /** What a link is about; empty if it was used up or replaced, or its user is gone. */
  public Optional<Validation> find(long serverId, UUID id, String purpose) {
    return FIND.run(
        handle,
        name ->
            switch (name) {
              case "serverId" -> serverId;
              case "id" -> id;
              default -> purpose;
            });
  }

  /**
   * Activates the users of links that are alive and were not replaced; of several requests at once
   * one does it. A mail that we did not know to be sent was delivered, and need not be sent again.
   * All of that is counted.
   *
   * @param ids each only once
   * @return what each link is about afterwards, as {@link #find} tells it; only to those who were
   *     not the first at this very moment it is what it was before
   */
  public Map<UUID, Validation> activate(long serverId, List<UUID> ids) {
    var texts = ids.stream().map(UUID::toString).toArray(String[]::new);
    return ACTIVATE.all(handle, name -> name.equals("serverId") ? serverId : texts).stream()
        .collect(Collectors.toMap(Activated::id, Activated::validation));
  }

  /** A link that somebody followed. */
  private record Activated(UUID id, Validation validation) {}

  /** Reads a {@link Validation}. */
  private static Validation validation(ResultSet row) throws SQLException {
    var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
    return new Validation(
        row.getObject("user_id", UUID.class),
        row.getString("email"),
        row.getString("locale"),
        row.getBoolean("is_done"),
        row.getBoolean("is_expired"),
        expiresAt == null ? null : expiresAt.toInstant());
  }
}

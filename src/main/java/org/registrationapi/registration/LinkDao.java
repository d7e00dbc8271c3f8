package org.registrationapi.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
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
          new ValidationMapper());

  private static final HotQuery<Validation> ACTIVATE =
      new HotQuery<>(
          """
      with found as materialized (
          select v.user_id, u.email, u.locale, u.time_activated is not null as is_done,
                 coalesce(v.expires_at <= now(), false) as is_expired, v.expires_at
            from validations v
            join users u on u.server_id = v.server_id and u.id = v.user_id
           where v.server_id = :serverId and v.id = :id and v.purpose = 'validation'),
      activated as (
          update users u
             set time_activated = now(), time_updated = now()
            from found
           where u.server_id = :serverId and u.id = found.user_id and u.time_activated is null
             and not found.is_expired
          returning u.id),
      delivered as (
          update mails
             set status = 'delivered', time_sent = coalesce(time_sent, now()), claim_id = null, reason = null
           where server_id = :serverId and id = :id and status in ('queued', 'held')
             and exists (select from activated)
          returning id),
      event (stage) as (
          select 'activated' from activated
          union all select 'delivered' from delivered
          union all select 'sent' from delivered),
      """
              + FunnelDao.COUNTED
              + """
      select user_id, email, locale, is_done or exists (select from activated) as is_done, is_expired, expires_at
        from found
      """,
          new ValidationMapper());

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
   * Activates the user of a link that is alive and was not replaced; of several requests at once
   * one does it. A mail that we did not know to be sent was delivered, and need not be sent again.
   * All of that is counted.
   *
   * @return what the link is about afterwards, as {@link #find} tells it; only to those who were
   *     not the first at this very moment it is what it was before
   */
  public Optional<Validation> activate(long serverId, UUID id) {
    return ACTIVATE.run(handle, name -> name.equals("serverId") ? serverId : id);
  }

  /** Reads a {@link Validation}. */
  private static final class ValidationMapper implements RowMapper<Validation> {
    @Override
    public Validation map(ResultSet row, StatementContext context) throws SQLException {
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
}

package org.registrationapi.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.registrationapi.database.HotQuery;
import org.registrationapi.funnel.FunnelDao;
import org.registrationapi.mail.MailAllowanceDao;
import org.registrationapi.mail.MailLimits;
import org.registrationapi.users.PendingUser;

/**
 * A registration, over all tables that it touches, in as few statements as there can be. Each takes
 * its locks in the order of everybody else: allowance, user, validations, mails, counts. The parts
 * of a statement see the tables as they were when it began, and each other only by what they
 * return: so each selects from the one that has to come before it.
 */
public final class RegistrationDao {
  /**
   * The mail of a {@code proof}; to an address that is known to bounce it has bounced at once, for
   * the same reason.
   */
  static final String MAIL =
      """
      mail as (
          insert into mails (server_id, id, user_id, kind, recipient, locale, status, reason, is_hard_bounce)
          select :serverId, p.id, p.user_id, 'validation', :recipient::text, :locale::text,
                 case when b.email_key is null then 'queued' else 'bounced' end, b.reason, b.email_key is not null
            from proof p
            left join bounced_addresses b on b.email_key = lower(:recipient::text collate "C")
          returning status, reason),
      """;

  private static final HotQuery<Sight> LOOK =
      new HotQuery<>(
          """
      select (select u.time_activated is not null
                from users u
               where u.server_id = :serverId and u.email_key = :emailKey) as is_activated,
             ("""
              + MailAllowanceDao.SECONDS_UNTIL_ALLOWED
              + ") as seconds_until_allowed",
          new SightMapper());

  private static final HotQuery<Stored> REGISTER =
      new HotQuery<>(
          "with promised as (\n"
              + MailAllowanceDao.TAKE
              + """
          returning 1),
      stored as (
          insert into users (server_id, id, email, email_key, password_hash, first_name, last_name, birth_date, locale)
          select :serverId, :id, :email, :emailKey, :passwordHash, :firstName::text, :lastName::text,
                 :birthDate::date, :locale::text
            from promised
          returning id, time_created),
      proof as (
          insert into validations (server_id, id, user_id, purpose)
          select :serverId, :validationId, id, 'validation' from stored
          returning id, user_id),
      """
              + MAIL
              + """
          event (stage) as (
              select 'registered' from mail
              union all select 'bounced' from mail where status = 'bounced'),
          """
              + FunnelDao.COUNTED
              + "select stored.time_created, mail.status, mail.reason from stored cross join mail",
          new StoredMapper());

  private final Handle handle;

  RegistrationDao(Handle handle) {
    this.handle = handle;
  }

  /** What is known of an address before anything costly is done. */
  Sight look(long serverId, String emailKey, MailLimits limits) {
    return LOOK.run(
            handle,
            name ->
                switch (name) {
                  case "serverId" -> serverId;
                  case "emailKey" -> emailKey;
                  default -> limit(name, limits);
                })
        .orElseThrow();
  }

  private static Object limit(String name, MailLimits limits) {
    return switch (name) {
      case "perDay" -> limits.perDay();
      case "intervalSeconds" -> limits.intervalSeconds();
      default -> throw new IllegalArgumentException("no value for :" + name);
    };
  }

  /**
   * All of the registration of a new user: takes a mail from the address's allowance, inserts the
   * user and its validation, queues the mail and counts. Empty, and nothing changed, if the
   * allowance is used up; a violation of the unique constraint, and nothing changed, if the address
   * is a user's.
   *
   * @param validationId the mail's too
   */
  Optional<Stored> register(
      PendingUser user, MailLimits limits, UUID validationId, String recipient) {
    return REGISTER.run(
        handle,
        name ->
            switch (name) {
              case "serverId" -> user.serverId();
              case "id" -> user.id();
              case "email" -> user.email();
              case "emailKey" -> user.emailKey();
              case "passwordHash" -> user.passwordHash();
              case "firstName" -> user.firstName();
              case "lastName" -> user.lastName();
              case "birthDate" -> user.birthDate();
              case "locale" -> user.locale();
              case "validationId" -> validationId;
              case "recipient" -> recipient;
              default -> limit(name, limits);
            });
  }

  /**
   * What is known of an address.
   *
   * @param isKnown whether the server has a user of it
   * @param secondsUntilAllowed until it may be sent a mail; empty: it may
   */
  record Sight(boolean isKnown, boolean isActivated, Optional<Long> secondsUntilAllowed) {}

  /**
   * What the tables know better than who wrote them: of the user the time, of its mail the rest.
   */
  record Stored(Instant timeCreated, String mailStatus, String reason) {}

  /** Reads a {@link Sight}. */
  static final class SightMapper implements RowMapper<Sight> {
    @Override
    public Sight map(ResultSet row, StatementContext context) throws SQLException {
      var isActivated = row.getObject("is_activated", Boolean.class);
      return new Sight(
          isActivated != null,
          Boolean.TRUE.equals(isActivated),
          Optional.ofNullable(row.getObject("seconds_until_allowed", Long.class)));
    }
  }

  /** Reads a {@link Stored}. */
  public static final class StoredMapper implements RowMapper<Stored> {
    @Override
    public Stored map(ResultSet row, StatementContext context) throws SQLException {
      return new Stored(
          row.getObject("time_created", OffsetDateTime.class).toInstant(),
          row.getString("status"),
          row.getString("reason"));
    }
  }
}

package org.registrationapi.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.registrationapi.database.HotQuery;
import org.registrationapi.funnel.FunnelDao;
import org.registrationapi.mail.MailAllowanceDao;
import org.registrationapi.mail.MailLimits;
import org.registrationapi.users.PendingUser;
import org.registrationapi.users.UserFindDao;

/**
 * A registration, over all tables that it touches, in as few statements as there can be. Each takes
 * its locks in the order of everybody else: allowance, user, validations, mails, counts. The parts
 * of a statement see the tables as they were when it began, and each other only by what they
 * return: so each selects from the one that has to come before it.
 */
public final class RegistrationDao {
  /**
   * The mail of each {@code proof}, to the recipient that was {@code asked} for; to an address that
   * is known to bounce it has bounced at once, for the same reason.
   */
  static final String MAIL =
      """
      mail as (
          insert into mails (server_id, id, user_id, kind, recipient, locale, status, reason, is_hard_bounce)
          select :serverId, p.id, p.user_id, 'validation', a.recipient, a.locale,
                 case when b.email_key is null then 'queued' else 'bounced' end, b.reason, b.email_key is not null
            from proof p
            join asked a on a.validation_id = p.id
            left join bounced_addresses b on b.email_key = lower(a.recipient collate "C")
          returning user_id, status, reason),
      """;

  private static final HotQuery<Sight> LOOK =
      new HotQuery<>(
          UserFindDao.ASKED
              + """
      select asked.email_key, u.id is not null as is_known, u.time_activated is not null as is_activated,
             allowed.seconds
        from asked
        left join users u on u.server_id = :serverId and u.email_key = asked.email_key
        left join lateral ("""
              + MailAllowanceDao.SECONDS_UNTIL_ALLOWED
              + ") as allowed (seconds) on true",
          new SightMapper());

  /** Everybody's allowances are taken in the order of the addresses. */
  private static final HotQuery<Stored> REGISTER =
      new HotQuery<>(
          """
      with asked as materialized (
          select *
            from unnest((select :ids::uuid[]), (select :emails::text[]), (select :emailKeys::text[]),
                        (select :passwordHashes::text[]), (select :firstNames::text[]), (select :lastNames::text[]),
                        (select :birthDates::date[]), (select :locales::text[]), (select :validationIds::uuid[]),
                        (select :recipients::text[]))
                     as a (id, email, email_key, password_hash, first_name, last_name, birth_date, locale,
                           validation_id, recipient)
           order by email_key collate "C"
           limit (select cardinality(:ids::text[]))),
      promised as (
      """
              + MailAllowanceDao.TAKE
              + """
          returning email_key),
      stored as (
          insert into users (server_id, id, email, email_key, password_hash, first_name, last_name, birth_date, locale)
          select :serverId, a.id, a.email, a.email_key, a.password_hash, a.first_name, a.last_name, a.birth_date,
                 a.locale
            from asked a
            join promised p on p.email_key = a.email_key
           order by a.email_key collate "C"
          returning id, time_created),
      proof as (
          insert into validations (server_id, id, user_id, purpose)
          select :serverId, a.validation_id, s.id, 'validation'
            from stored s
            join asked a on a.id = s.id
          returning id, user_id),
      """
              + MAIL
              + """
          event (stage) as (
              select 'registered' from mail
              union all select 'bounced' from mail where status = 'bounced'),
          """
              + FunnelDao.COUNTED
              + "select m.user_id, s.time_created, m.status, m.reason from stored s join mail m on m.user_id = s.id",
          new StoredMapper());

  private final Handle handle;

  RegistrationDao(Handle handle) {
    this.handle = handle;
  }

  /**
   * What is known of addresses before anything costly is done.
   *
   * @param emailKeys each only once
   */
  Map<String, Sight> look(long serverId, List<String> emailKeys, MailLimits limits) {
    var keys = emailKeys.toArray(String[]::new);
    return LOOK
        .all(handle, name -> name.equals("emailKeys") ? keys : common(name, serverId, limits))
        .stream()
        .collect(Collectors.toMap(Sight::emailKey, Function.identity()));
  }

  private static Object common(String name, long serverId, MailLimits limits) {
    return switch (name) {
      case "serverId" -> serverId;
      case "perDay" -> limits.perDay();
      case "intervalSeconds" -> limits.intervalSeconds();
      default -> throw new IllegalArgumentException("no value for :" + name);
    };
  }

  /**
   * All of the registration of new users: takes a mail from each address's allowance, inserts the
   * user and its validation, queues the mail and counts. What comes of a user is missing, and
   * nothing of it changed, if the allowance is used up; a violation of the unique constraint, and
   * nothing changed at all, if one of the addresses is a user's.
   *
   * @param drafts no two of the same address
   * @return by the users' ids
   */
  Map<UUID, Stored> register(long serverId, List<Draft> drafts, MailLimits limits) {
    return REGISTER
        .all(
            handle,
            name -> {
              var column = Draft.COLUMNS.get(name);
              return column == null
                  ? common(name, serverId, limits)
                  : drafts.stream().map(column).toArray(String[]::new);
            })
        .stream()
        .collect(Collectors.toMap(Stored::userId, Function.identity()));
  }

  /**
   * A registration to be stored.
   *
   * @param validationId the mail's too
   * @param recipient of the mail
   */
  record Draft(PendingUser user, UUID validationId, String recipient) {
    private static final Map<String, Function<Draft, String>> COLUMNS =
        Map.of(
            "ids", draft -> draft.userId().toString(),
            "emails", draft -> draft.user.email(),
            "emailKeys", Draft::emailKey,
            "passwordHashes", draft -> draft.user.passwordHash(),
            "firstNames", draft -> draft.user.firstName(),
            "lastNames", draft -> draft.user.lastName(),
            "birthDates", draft -> Objects.toString(draft.user.birthDate(), null),
            "locales", draft -> draft.user.locale(),
            "validationIds", draft -> draft.validationId.toString(),
            "recipients", Draft::recipient);

    long serverId() {
      return user.serverId();
    }

    UUID userId() {
      return user.id();
    }

    String emailKey() {
      return user.emailKey();
    }
  }

  /**
   * What is known of an address.
   *
   * @param isKnown whether the server has a user of it
   * @param secondsUntilAllowed until it may be sent a mail; empty: it may
   */
  record Sight(
      String emailKey, boolean isKnown, boolean isActivated, Optional<Long> secondsUntilAllowed) {}

  /**
   * What the tables know better than who wrote them: of the user the time, of its mail the rest.
   */
  record Stored(UUID userId, Instant timeCreated, String mailStatus, String reason) {}

  /** Reads a {@link Sight}. */
  static final class SightMapper implements RowMapper<Sight> {
    @Override
    public Sight map(ResultSet row, StatementContext context) throws SQLException {
      return new Sight(
          row.getString("email_key"),
          row.getBoolean("is_known"),
          row.getBoolean("is_activated"),
          Optional.ofNullable(row.getObject("seconds", Long.class)));
    }
  }

  /** Reads a {@link Stored}. */
  public static final class StoredMapper implements RowMapper<Stored> {
    @Override
    public Stored map(ResultSet row, StatementContext context) throws SQLException {
      return new Stored(
          row.getObject("user_id", UUID.class),
          row.getObject("time_created", OffsetDateTime.class).toInstant(),
          row.getString("status"),
          row.getString("reason"));
    }
  }
}

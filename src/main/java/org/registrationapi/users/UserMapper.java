package org.registrationapi.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads {@link UserFindDao#SELECT}; by hand, because this is the hot read. */
public final class UserMapper implements RowMapper<User> {
  @Override
  public User map(ResultSet row, StatementContext context) throws SQLException {
    var timeActivated = instant(row, "time_activated");
    return new User(
        row.getObject("id", UUID.class),
        row.getString("server"),
        row.getString("email"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getObject("birth_date", LocalDate.class),
        row.getString("locale"),
        timeActivated != null,
        instant(row, "time_created"),
        instant(row, "time_updated"),
        timeActivated,
        validation(row));
  }

  private static UserValidation validation(ResultSet row) throws SQLException {
    var mailStatus = row.getString("mail_status");
    if (mailStatus == null) return null;
    return new UserValidation(
        mailStatus,
        instant(row, "time_sent"),
        instant(row, "expires_at"),
        instant(row, "next_attempt_at"),
        row.getString("reason"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}

package org.registrationapi.servers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads {@link ServerDao#COLUMNS}. */
public final class ServerMapper implements RowMapper<Server> {
  @Override
  public Server map(ResultSet row, StatementContext context) throws SQLException {
    return new Server(
        row.getLong("id"),
        row.getString("name"),
        row.getString("display_name"),
        row.getString("mail_from"),
        row.getString("mail_from_name"),
        row.getString("mail_reply_to"),
        row.getString("redirect_url"),
        row.getString("locale"),
        row.getObject("validation_ttl", Long.class),
        row.getString("accent_colour"),
        row.getString("logo_url"),
        row.getString("text_above"),
        row.getString("text_below"),
        row.getObject("mail_daily_limit", Integer.class),
        row.getInt("password_min_length"),
        row.getString("privacy"),
        row.getObject("time_created", OffsetDateTime.class).toInstant(),
        row.getObject("time_updated", OffsetDateTime.class).toInstant());
  }
}

package org.registrationapi.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.registrationapi.secrets.LinkId;

/** Reads a mail joined with its server. */
public final class MailMapper implements RowMapper<Mail> {
  @Override
  public Mail map(ResultSet row, StatementContext context) throws SQLException {
    return new Mail(
        new LinkId(row.getLong("server_id"), row.getObject("id", UUID.class)),
        row.getString("kind"),
        row.getString("recipient"),
        row.getString("locale"),
        row.getString("server_locale"),
        row.getString("display_name"),
        row.getString("mail_from"),
        row.getString("mail_from_name"),
        row.getLong("link_seconds"),
        row.getInt("attempts"),
        row.getBoolean("is_uncertain"),
        row.getString("status"),
        row.getObject("time_created", OffsetDateTime.class).toInstant());
  }
}

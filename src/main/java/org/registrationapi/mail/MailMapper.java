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
        row.getString("first_name"),
        row.getBoolean("is_test"),
        look(row),
        row.getString("mail_from"),
        row.getString("mail_from_name"),
        row.getString("mail_reply_to"),
        row.getLong("link_seconds"),
        row.getInt("attempts"),
        row.getBoolean("is_uncertain"),
        row.getString("status"),
        row.getObject("time_created", OffsetDateTime.class).toInstant());
  }

  private static MailLook look(ResultSet row) throws SQLException {
    return new MailLook(
        row.getString("display_name"),
        row.getString("server_locale"),
        row.getString("accent_colour"),
        row.getString("logo_url"),
        row.getString("text_above"),
        row.getString("text_below"));
  }
}

package org.registrationapi.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the texts of a server from their jsonb column. */
public final class MailTextsMapper implements ColumnMapper<Map<String, Map<String, MailText>>> {
  @Override
  public Map<String, Map<String, MailText>> map(ResultSet row, int column, StatementContext context)
      throws SQLException {
    return MailTexts.parse(row.getString(column));
  }
}

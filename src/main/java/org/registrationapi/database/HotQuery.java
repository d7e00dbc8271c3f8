package org.registrationapi.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * A statement that many requests wait for, run by plain JDBC on JDBI's connection: to make an SQL
 * object of it costs as much again as the query itself.
 */
public final class HotQuery<T> {
  /** As in {@code :serverId}; two colons are a cast. */
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([A-Za-z]\\w*)");

  private final String text;
  private final String sql;
  private final List<String> names;
  private final RowMapper<T> mapper;

  /**
   * @param text with named parameters, as an SQL object has it
   * @param mapper is given no context
   */
  public HotQuery(String text, RowMapper<T> mapper) {
    this.text = text;
    this.sql = PARAMETER.matcher(text).replaceAll("?");
    this.names = PARAMETER.matcher(text).results().map(match -> match.group(1)).toList();
    this.mapper = mapper;
  }

  /** Runs a statement that gives one row or none; else as {@link #all}. */
  public Optional<T> run(Handle handle, Function<String, Object> values) {
    return all(handle, values).stream().findFirst();
  }

  /**
   * Runs it.
   *
   * @param values of the parameters by name: what PostgreSQL's driver has a type for, an array of
   *     texts, or null where the statement casts it
   * @return the rows, in their order
   * @throws UnableToExecuteStatementException caused by what PostgreSQL says
   */
  public List<T> all(Handle handle, Function<String, Object> values) {
    try (var statement = handle.getConnection().prepareStatement(sql)) {
      bind(statement, values);
      try (var row = statement.executeQuery()) {
        var rows = new ArrayList<T>();
        while (row.next()) rows.add(mapper.map(row, null));
        return rows;
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  private void bind(PreparedStatement statement, Function<String, Object> values)
      throws SQLException {
    for (int i = 0; i < names.size(); i++) statement.setObject(i + 1, values.apply(names.get(i)));
  }

  /** The statement as it is written. */
  @Override
  public String toString() {
    return text;
  }
}

package org.registrationapi.database;

import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements about the connection, not about tables. */
interface SessionDao {
  /** Whether this connection is to a primary that accepts writes. */
  @SqlQuery("select not current_setting('transaction_read_only')::boolean")
  boolean isWritable();

  /**
   * Whether the server also has space on its disk: with so little memory, sorting the rows needs a
   * temporary file of 1 MB. It writes nothing else and needs no privilege. Call it in a
   * transaction.
   */
  @SqlQuery(
      """
      with memory as materialized (select set_config('work_mem', '64kB', true))
      select not current_setting('transaction_read_only')::boolean and count(*) > 0
        from memory, lateral (select repeat('-', 100) || n as line
                                from generate_series(1, 10000) n
                               order by line offset 0) as lines
      """)
  boolean hasRoom();

  /** Makes all statements of this transaction see one snapshot. Call it first. */
  @SqlUpdate("set transaction isolation level repeatable read, read only")
  void readOneSnapshot();

  /** Sets the timeouts of this transaction: of statements, waits for locks, and pauses. */
  @SqlQuery(
      """
      select set_config('statement_timeout', :limit, true)
          || set_config('lock_timeout', :limit, true)
          || set_config('idle_in_transaction_session_timeout', :limit, true)
      """)
  String limitEverything(String limit);

  /** Sets the statement timeout of this transaction. */
  @SqlQuery("select set_config('statement_timeout', :limit, true)")
  String limitStatements(String limit);
}

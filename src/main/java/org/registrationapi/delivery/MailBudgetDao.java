package org.registrationapi.delivery;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * How many mails each server sent today (UTC); the row of server 0 counts those of all servers.
 * Rows are locked in the order of the servers.
 */
public interface MailBudgetDao {
  /** The server id of the row that counts the mails of all servers. */
  long ALL = 0;

  /**
   * The number of mails that a server sent today; empty if there was none. It may be out of date.
   */
  @SqlQuery(
      """
      select mails
        from mail_budgets
       where server_id = :serverId and day = (now() at time zone 'utc')::date
      """)
  Optional<Integer> used(long serverId);

  /** The number of mails that a server sent today. Locks the row until the transaction ends. */
  @SqlQuery(
      """
      insert into mail_budgets as b (server_id, day, mails)
      values (:serverId, (now() at time zone 'utc')::date, 0)
      on conflict (server_id, day) do update set mails = b.mails
      returning mails
      """)
  int lockUsed(long serverId);

  /** Counts mails that are about to be sent. */
  @SqlBatch(
      """
      insert into mail_budgets as b (server_id, day, mails)
      values (:serverId, (now() at time zone 'utc')::date, :mails)
      on conflict (server_id, day) do update set mails = b.mails + excluded.mails
      """)
  void use(@BindMethods List<MailCount> counts);

  /** Subtracts mails that were counted but not sent. */
  @SqlBatch(
      """
      update mail_budgets
         set mails = greatest(0, mails - :mails)
       where server_id = :serverId and day = (now() at time zone 'utc')::date
      """)
  void giveBack(@BindMethods List<MailCount> counts);

  /** Deletes the counts of all servers that are older than 40 days. */
  @SqlUpdate("delete from mail_budgets where day < (now() at time zone 'utc')::date - 40")
  void forgetOld();
}

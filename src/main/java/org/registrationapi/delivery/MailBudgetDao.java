package org.registrationapi.delivery;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * How many mails were handed over today (UTC), by server; the row of server 0 counts them all. Rows
 * are locked in the order of the servers.
 */
public interface MailBudgetDao {
  /** The server whose row counts the mails of all. */
  long ALL = 0;

  /** What a server used up today. Until the transaction ends, nobody else gets an answer. */
  @SqlQuery(
      """
      insert into mail_budgets as b (server_id, day, mails)
      values (:serverId, (now() at time zone 'utc')::date, 0)
      on conflict (server_id, day) do update set mails = b.mails
      returning mails
      """)
  int lockUsed(long serverId);

  /** Counts mails that are about to be handed over. */
  @SqlBatch(
      """
      insert into mail_budgets as b (server_id, day, mails)
      values (:serverId, (now() at time zone 'utc')::date, :mails)
      on conflict (server_id, day) do update set mails = b.mails + excluded.mails
      """)
  void use(@BindMethods List<MailCount> counts);

  /** Gives back what was counted for mails that were not taken over after all. */
  @SqlBatch(
      """
      update mail_budgets
         set mails = greatest(0, mails - :mails)
       where server_id = :serverId and day = (now() at time zone 'utc')::date
      """)
  void giveBack(@BindMethods List<MailCount> counts);

  /** Forgets all servers' days that are long over. */
  @SqlUpdate("delete from mail_budgets where day < (now() at time zone 'utc')::date - 40")
  void forgetOld();
}

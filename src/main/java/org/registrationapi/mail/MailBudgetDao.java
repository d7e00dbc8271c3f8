package org.registrationapi.mail;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** How many mails were handed over today (UTC), by server; the row of server 0 counts them all. */
public interface MailBudgetDao {
  /**
   * What all servers together used up today. Until the transaction ends, nobody else gets an
   * answer.
   */
  @SqlQuery(
      """
      insert into mail_budgets as b (server_id, day, mails)
      values (0, (now() at time zone 'utc')::date, 0)
      on conflict (server_id, day) do update set mails = b.mails
      returning mails
      """)
  int lockUsed();

  /** Counts mails that are about to be handed over, one server a mail. */
  @SqlUpdate(
      """
      insert into mail_budgets as b (server_id, day, mails)
      select server_id, (now() at time zone 'utc')::date, count(*)
        from (select unnest(:serverIds) union all select 0 from unnest(:serverIds)) as handed (server_id)
       group by server_id
       order by server_id
      on conflict (server_id, day) do update set mails = b.mails + excluded.mails
      """)
  void use(List<Long> serverIds);

  /** Gives back what was counted for mails that were not taken over after all. */
  @SqlUpdate(
      """
      update mail_budgets as b
         set mails = greatest(0, b.mails - back.mails)
        from (select server_id, count(*) as mails
                from (select unnest(:serverIds) union all select 0 from unnest(:serverIds)) as back (server_id)
               group by server_id) as back
       where b.server_id = back.server_id and b.day = (now() at time zone 'utc')::date
      """)
  void giveBack(List<Long> serverIds);

  /** Forgets days that are long over. */
  @SqlUpdate("delete from mail_budgets where day < (now() at time zone 'utc')::date - 40")
  int forgetOld();
}

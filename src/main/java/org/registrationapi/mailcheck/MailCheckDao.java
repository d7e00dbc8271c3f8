package org.registrationapi.mailcheck;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The senders in use. */
interface MailCheckDao {
  /** The senders of servers that have one of their own, up to a limit. */
  @SqlQuery(
      """
      select distinct mail_from
        from servers
       where mail_from is not null
       order by mail_from
       limit :limit
      """)
  List<String> senders(int limit);
}

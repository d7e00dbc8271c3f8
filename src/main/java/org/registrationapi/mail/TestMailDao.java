package org.registrationapi.mail;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Mails that belong to no user, in the mail table. */
public interface TestMailDao {
  /**
   * Queues a mail of a server, due at once; false if there is no such server. The server cannot be
   * removed at the same moment and leave the mail behind.
   */
  @SqlUpdate(
      """
      insert into mails (server_id, id, kind, recipient, locale)
      select s.id, :id, :kind, :recipient, :locale
        from servers s
       where s.name = :serverName
         for key share
      """)
  boolean enqueue(String serverName, UUID id, String kind, String recipient, String locale);
}

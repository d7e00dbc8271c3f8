package org.registrationapi.servermails;

import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Mails that belong to no user, in the mail table. */
public interface TestMailDao {
  /** Queues a mail of a server, due at once. The caller has locked the server. */
  @SqlUpdate(
      """
      insert into mails (server_id, id, kind, recipient, locale)
      values (:serverId, :id, :kind, :recipient, :locale)
      """)
  void enqueue(long serverId, UUID id, String kind, String recipient, String locale);
}

package org.registrationapi.passwordreset;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Finds the address that a link was mailed to. */
interface ResetMailDao {
  /** The recipient of a mail with a link; empty if the mail was deleted, or its user. */
  @SqlQuery(
      """
      select recipient
        from mails
       where server_id = :serverId and id = :id and kind = 'password_reset'
      """)
  Optional<String> recipient(long serverId, UUID id);
}

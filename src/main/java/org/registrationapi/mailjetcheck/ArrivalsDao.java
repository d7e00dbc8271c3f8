package org.registrationapi.mailjetcheck;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** When mails were sent, and when Mailjet's events came. */
interface ArrivalsDao {
  /** When Mailjet's last event came, to the minute; empty: none ever did. */
  @SqlQuery("select time_last from mail_event_arrival where time_last is not null")
  Optional<Instant> lastEvent();

  /** The newest mail of those that were sent more than ten minutes ago; empty: there is none. */
  @SqlQuery(
      """
      select id, time_sent
        from mails
       where time_sent < now() - interval '10 minutes'
       order by time_sent desc
       limit 1
      """)
  @RegisterConstructorMapper(SentMail.class)
  Optional<SentMail> lastMail();

  /** A mail that was sent. */
  record SentMail(UUID id, Instant timeSent) {}
}

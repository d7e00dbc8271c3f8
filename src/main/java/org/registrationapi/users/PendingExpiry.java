package org.registrationapi.users;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailDao;

/**
 * Deletes pending users whose link expired long ago, with their mails. A user whose mail was never
 * sent has no such link; its time counts from the registration. An activated user is never deleted
 * here.
 */
public final class PendingExpiry {
  private final Jdbi jdbi;
  private final Clock clock;
  private final Duration life;

  /**
   * @param life how long a pending user is kept after its link expired
   */
  public PendingExpiry(Jdbi jdbi, Clock clock, Duration life) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.life = life;
  }

  /** Deletes all that are too old now. Two instances may do so at the same time. */
  public void run() {
    var registeredBefore = Ids.firstAt(clock.instant().minus(life));
    var servers =
        jdbi.withExtension(PendingExpiryDao.class, dao -> dao.serversWithPending(registeredBefore));
    for (var serverId : servers)
      Batches.finish(jdbi, (tx, limit) -> delete(tx, serverId, registeredBefore, limit));
  }

  private int delete(Handle tx, long serverId, UUID registeredBefore, int limit) {
    var ids =
        tx.attach(PendingExpiryDao.class)
            .deleteExpired(serverId, registeredBefore, life.toSeconds(), limit);
    tx.attach(MailDao.class).deleteOfAll(serverId, ids);
    tx.attach(EventDao.class)
        .insertAll(ids.stream().map(id -> Event.of(EventKind.DELETED, serverId, id)).toList());
    return ids.size();
  }
}

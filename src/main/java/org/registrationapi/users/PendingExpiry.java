package org.registrationapi.users;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.database.Timeouts;
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
    run(users -> {});
  }

  /**
   * The same.
   *
   * @param deleted gets the number of users of each batch
   */
  public void run(IntConsumer deleted) {
    var registeredBefore = registeredBefore();
    for (var serverId : servers(registeredBefore))
      Batches.finish(jdbi, (tx, limit) -> delete(tx, serverId, registeredBefore, limit), deleted);
  }

  /** How many users {@link #run} would delete now. */
  public long count() {
    var registeredBefore = registeredBefore();
    return servers(registeredBefore).stream()
        .mapToLong(serverId -> count(serverId, registeredBefore))
        .sum();
  }

  private long count(long serverId, UUID registeredBefore) {
    return jdbi.inTransaction(
        tx -> {
          Timeouts.allowLongStatements(tx);
          return tx.attach(PendingExpiryDao.class)
              .countExpired(serverId, registeredBefore, life.toSeconds());
        });
  }

  private UUID registeredBefore() {
    return Ids.firstAt(clock.instant().minus(life));
  }

  private List<Long> servers(UUID registeredBefore) {
    return jdbi.withExtension(
        PendingExpiryDao.class, dao -> dao.serversWithPending(registeredBefore));
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

package org.registrationapi.passwords;

import java.time.Duration;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * How often somebody may guess at one address of one server, whether there is such a user or not.
 * Guesses are counted in the database before they are looked at, so that fifty at once are fifty.
 */
public enum GuessLimit {
  /** Five are free; then a wait of a second that doubles to 15 minutes; forgotten after a day. */
  PASSWORD(5, Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofDays(1)),
  /** Ten, whichever PINs they are for; then a wait of an hour, after which ten more. */
  PIN(10, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

  private final int free;
  private final Duration first;
  private final Duration longest;
  private final Duration memory;

  GuessLimit(int free, Duration first, Duration longest, Duration memory) {
    this.free = free;
    this.first = first;
    this.longest = longest;
    this.memory = memory;
  }

  /**
   * Counts a guess.
   *
   * @return its number, to give it back with
   * @throws Failure 429 if the next one may not be made yet; a guess that is refused counts nothing
   */
  public int take(Handle handle, long serverId, String emailKey) {
    var dao = handle.attach(GuessDao.class);
    var tries =
        dao.take(
            serverId,
            word(),
            emailKey,
            free,
            first.toSeconds(),
            longest.toSeconds(),
            memory.toSeconds());
    if (tries.isEmpty())
      throw Failure.later(
          ErrorCode.TOO_MANY_GUESSES,
          "There were too many guesses at this address; try again later.",
          Duration.ofSeconds(dao.secondsUntilAllowed(serverId, word(), emailKey).orElse(1L)));
    if (tries.get() == 1) dao.forgetOld(); // as many rows go as come
    return tries.get();
  }

  /** Undoes a guess that was not looked at. */
  void giveBack(Handle handle, long serverId, String emailKey, int number) {
    handle.attach(GuessDao.class).giveBack(serverId, word(), emailKey, number);
  }

  /** Forgets all guesses at an address, after a right one. */
  public void forget(Handle handle, long serverId, String emailKey) {
    handle.attach(GuessDao.class).forget(serverId, word(), emailKey);
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.registrationapi.limits;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Limits tries at one server: for one address, for one source of tries at one address, or by one
 * client. Tries are counted in the database before they are checked, so that concurrent tries are
 * all counted.
 *
 * @param purpose the name in the table
 * @param code the error code over the limit
 * @param free number of tries without a wait
 * @param first the first wait; each next one is twice as long
 * @param longest wait
 * @param memory the time without a try after which all are forgotten
 */
public record GuessLimit(
    String purpose, ErrorCode code, int free, Duration first, Duration longest, Duration memory) {

  /**
   * Limits guesses at a password: some are free, then each has to wait, first a second, then twice
   * as long each time. Forgotten after a day.
   */
  public static GuessLimit passwords(int free, Duration longest) {
    return new GuessLimit(
        "password",
        ErrorCode.TOO_MANY_GUESSES,
        free,
        Duration.ofSeconds(1),
        longest,
        Duration.ofDays(1));
  }

  /** Limits tries at an address by all sources together: this many, then none for an hour. */
  static GuessLimit ofAddress(String purpose, int perHour) {
    return hourly(purpose, ErrorCode.TOO_MANY_GUESSES, perHour);
  }

  /** Limits PINs for an address: this many, over all its PINs, then none for an hour. */
  public static GuessLimit pins(int perHour) {
    return hourly("pin", ErrorCode.TOO_MANY_GUESSES, perHour);
  }

  /** Limits wrong passwords and PINs by one client: this many, then none for an hour. */
  public static GuessLimit clients(int perHour) {
    return hourly("client", ErrorCode.TOO_MANY_GUESSES, perHour);
  }

  /** Limits registrations by one client: this many, then none for an hour. */
  public static GuessLimit registrations(int perHour) {
    return hourly("registration", ErrorCode.TOO_MANY_REGISTRATIONS, perHour);
  }

  private static GuessLimit hourly(String purpose, ErrorCode code, int number) {
    var hour = Duration.ofHours(1);
    return new GuessLimit(purpose, code, number, hour, hour, hour);
  }

  /**
   * Counts a try.
   *
   * @param subject an address in the form used for comparison, perhaps with the source of the try,
   *     or a client's network
   * @throws Failure 429 if the next try is not allowed yet; a refused try is not counted
   */
  public Guess take(Handle handle, long serverId, String subject) {
    var dao = handle.attach(GuessDao.class);
    var tries =
        dao.take(
            serverId,
            purpose,
            subject,
            free,
            first.toSeconds(),
            longest.toSeconds(),
            memory.toSeconds());
    if (tries.isEmpty())
      throw Failure.later(
          code,
          "There were too many tries; try again later.",
          Duration.ofSeconds(dao.secondsUntilAllowed(serverId, purpose, subject).orElse(1L)));
    return new Guess(this, serverId, subject, tries.get());
  }

  /** Forgets all tries at an address, of every source. */
  void forgetAddress(Handle handle, long serverId, String emailKey) {
    handle.attach(GuessDao.class).forgetAddress(serverId, purpose, emailKey);
  }

  /** Forgets all tries of a subject. */
  void forget(Handle handle, long serverId, String subject) {
    handle.attach(GuessDao.class).forget(serverId, purpose, subject);
  }

  /** Forgets tries that are over, of all servers. */
  public static void tidy(Jdbi jdbi) {
    Batches.finish(jdbi, (tx, limit) -> tx.attach(GuessDao.class).forgetOld(limit));
  }
}

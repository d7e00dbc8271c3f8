package org.registrationapi.limits;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * How often something may be tried at one server about one address, whether there is such a user or
 * not, or by one client. Tries are counted in the database before they are looked at, so that fifty
 * at once are fifty.
 *
 * @param purpose as it stands in the table
 * @param code what is answered to a try too many
 * @param free tries after which each has to wait
 * @param first the first wait; each next one is twice as long
 * @param longest wait
 * @param memory after so long without a try all are forgotten
 */
public record GuessLimit(
    String purpose, ErrorCode code, int free, Duration first, Duration longest, Duration memory) {

  /** Some are free; then a wait of a second that doubles; forgotten after a day. */
  public static GuessLimit passwords(int free, Duration longest) {
    return new GuessLimit(
        "password",
        ErrorCode.TOO_MANY_GUESSES,
        free,
        Duration.ofSeconds(1),
        longest,
        Duration.ofDays(1));
  }

  /** So many PINs of an address, whichever they are; then none for an hour. */
  public static GuessLimit pins(int perHour) {
    return hourly("pin", ErrorCode.TOO_MANY_GUESSES, perHour);
  }

  /** So many wrong passwords and PINs by one client; then none for an hour. */
  public static GuessLimit clients(int perHour) {
    return hourly("client", ErrorCode.TOO_MANY_GUESSES, perHour);
  }

  /** So many registrations by one client; then none for an hour. */
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
   * @param subject an address as it is compared, or a client's network
   * @throws Failure 429 if the next one may not be made yet; a try that is refused counts nothing
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

  /** Forgets all tries about an address, after a right one. */
  public void forget(Handle handle, long serverId, String subject) {
    handle.attach(GuessDao.class).forget(serverId, purpose, subject);
  }

  /** Forgets tries that are over, of all servers. */
  public static void tidy(Jdbi jdbi) {
    Batches.finish(jdbi, (tx, limit) -> tx.attach(GuessDao.class).forgetOld(limit));
  }
}

package org.registrationapi.limits;

import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.registrationapi.errors.Failure;

/**
 * Limits tries at one address of one server, whether a user has it or not: those of each source,
 * and much higher those of all sources together, so that one stranger cannot use up the tries of
 * the user. Trusted sources have a limit of their own, also if many strangers guess together (the
 * idea of OWASP's device cookies).
 *
 * @param ofOne tries of one source
 * @param ofAll tries of all sources that are not trusted
 */
public record AddressLimit(GuessLimit ofOne, GuessLimit ofAll) {

  /** Limits passwords: growing waits for one source, a number an hour for all. */
  public static AddressLimit passwords(int free, Duration longest, int perHour) {
    return new AddressLimit(
        GuessLimit.passwords(free, longest), GuessLimit.ofAddress("password_all", perHour));
  }

  /** Limits PINs by numbers an hour. */
  public static AddressLimit pins(int perHour, int perHourOfAll) {
    return new AddressLimit(
        GuessLimit.pins(perHour), GuessLimit.ofAddress("pin_all", perHourOfAll));
  }

  /** A counted try. */
  public record Try(Guess ofOne, Guess ofAll) {
    /** Undoes the try, because it was not checked. */
    public void giveBack(Handle handle) {
      ofOne.giveBack(handle);
      ofAll.giveBack(handle);
    }

    /** Undoes the try, because it was right, and forgets all earlier ones of its source. */
    public void forget(Handle handle) {
      ofOne.forgetAll(handle);
      ofAll.giveBack(handle);
    }
  }

  /**
   * Counts a try.
   *
   * @throws Failure 429 if the next try is not allowed yet
   */
  public Try take(Handle tx, long serverId, String emailKey, Guesser guesser) {
    var own = guesser.name().map(name -> emailKey + " " + name).orElse(emailKey);
    return new Try(
        ofOne.take(tx, serverId, own),
        ofAll.take(tx, serverId, guesser.isTrusted() ? own : emailKey));
  }

  /** Forgets the tries of all sources. Rows are locked in the same order as by {@link #take}. */
  public void forget(Handle tx, long serverId, String emailKey) {
    ofOne.forgetAddress(tx, serverId, emailKey);
    ofAll.forgetAddress(tx, serverId, emailKey);
  }
}

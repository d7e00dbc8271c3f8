package org.registrationapi.limits;

import org.jdbi.v3.core.Handle;

/**
 * A counted try.
 *
 * @param number of tries since the last right one, this one included
 */
public record Guess(GuessLimit limit, long serverId, String subject, int number) {

  /**
   * Undoes the try, because it was not checked or was right. Does nothing if another try was
   * counted since.
   */
  public void giveBack(Handle handle) {
    handle.attach(GuessDao.class).giveBack(serverId, limit.purpose(), subject, number);
  }

  /** Forgets this try and all earlier ones. */
  public void forgetAll(Handle handle) {
    limit.forget(handle, serverId, subject);
  }
}

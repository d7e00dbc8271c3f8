package org.registrationapi.limits;

import org.jdbi.v3.core.Handle;

/**
 * A try that was counted.
 *
 * @param number of tries since the last right one, this one included
 */
public record Guess(GuessLimit limit, long serverId, String subject, int number) {

  /** Undoes it: it was not looked at, or it was right. Unless another one was made since. */
  public void giveBack(Handle handle) {
    handle.attach(GuessDao.class).giveBack(serverId, limit.purpose(), subject, number);
  }

  /** Forgets it and all before it. */
  public void forgetAll(Handle handle) {
    limit.forget(handle, serverId, subject);
  }
}

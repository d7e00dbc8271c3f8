package org.registrationapi.servers;

import java.util.function.LongSupplier;
import org.registrationapi.servers.KeyFindDao.Owner;

/**
 * Keys that were read lately. A key that is revoked, wherever that is done, is refused within 5
 * seconds.
 */
public final class KeyMemory extends Memory<String, Owner> {
  private static final int MAX_KEYS = 20_000; // of some 400 bytes

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public KeyMemory(LongSupplier nanoTime) {
    super(nanoTime, MAX_KEYS);
  }
}

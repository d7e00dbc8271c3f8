package org.registrationapi.servers;

import java.util.function.LongSupplier;

/**
 * Servers that were read lately, by id. What is changed of one is known everywhere in 5 seconds.
 */
public final class ServerMemory extends Memory<Long, Server> {
  private static final int MAX_SERVERS = 4_000; // of some 500 bytes, 5 KB with the longest texts

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public ServerMemory(LongSupplier nanoTime) {
    super(nanoTime, MAX_SERVERS);
  }
}

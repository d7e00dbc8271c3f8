package org.registrationapi.servers;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Rows that were read a short time ago. Caffeine does not promise to invalidate a row that is being
 * read at the same moment, so the keys have a generation: rows of an older one are never found.
 */
public final class RecentRows<K, V> {
  private final Cache<Versioned<K>, V> cache;
  private final AtomicLong generation = new AtomicLong();

  RecentRows(Cache<Versioned<K>, V> cache) {
    this.cache = cache;
  }

  /** A key and the generation in which its row was read. */
  record Versioned<K>(long generation, K key) {}

  /**
   * The row of a key, read at most some seconds ago and after the last {@link #forget}. Concurrent
   * callers share one read.
   *
   * @param read returns null if there is no row, which is not remembered
   */
  V get(K key, Function<K, V> read) {
    return cache.get(new Versioned<>(generation.get(), key), versioned -> read.apply(key));
  }

  /** Forgets every row. Call it after the commit of a change. */
  void forget() {
    generation.incrementAndGet();
    cache.invalidateAll();
  }
}

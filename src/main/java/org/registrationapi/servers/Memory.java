package org.registrationapi.servers;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What was read lately. What is changed elsewhere is known here within 5 seconds. What there is not
 * is not remembered, so that nobody can fill it.
 */
class Memory<K, V> {
  /** One of the five seconds is for what is on its way. */
  private static final long LIFE = Duration.ofSeconds(4).toNanos();

  private final Map<K, Remembered<V>> all = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private final int limit;

  private record Remembered<V>(V value, long time) {}

  /**
   * @param nanoTime as {@link System#nanoTime()}
   * @param limit how many are remembered at the most
   */
  Memory(LongSupplier nanoTime, int limit) {
    this.nanoTime = nanoTime;
    this.limit = limit;
  }

  /** What belongs to a key, read if it was not read within 4 seconds. */
  Optional<V> find(K key, Function<K, Optional<V>> read) {
    var now = nanoTime.getAsLong(); // before it is read: what is read may be old at once
    var remembered = all.get(key);
    if (remembered != null && now - remembered.time < LIFE) return Optional.of(remembered.value);
    var value = read.apply(key);
    if (all.size() >= limit) makeRoom(now);
    value.ifPresentOrElse(it -> all.put(key, new Remembered<>(it, now)), () -> all.remove(key));
    return value;
  }

  private void makeRoom(long now) {
    all.values().removeIf(it -> now - it.time >= LIFE);
    if (all.size() >= limit) all.clear(); // all of them are in use
  }

  /** Forgets everything. */
  void clear() {
    all.clear();
  }

  /** Has one read again. */
  void forget(K key) {
    all.remove(key);
  }
}

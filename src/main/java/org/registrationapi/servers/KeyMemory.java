package org.registrationapi.servers;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.registrationapi.servers.ApiKeyDao.Owner;

/**
 * Keys that were read lately. A key that is revoked, wherever that is done, is refused within 5
 * seconds. What is not a key is not remembered, so that nobody can fill it.
 */
public final class KeyMemory {
  /** One of the five seconds is for what is on its way. */
  private static final long LIFE = Duration.ofSeconds(4).toNanos();

  private static final int MAX_KEYS = 20_000; // of some 400 bytes

  private final Map<String, Remembered> keys = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  private record Remembered(Owner owner, long time) {}

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public KeyMemory(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A key's owner, read if it was not read within 4 seconds. */
  Optional<Owner> find(String id, Function<String, Optional<Owner>> read) {
    var now = nanoTime.getAsLong(); // before it is read: what is read may be old at once
    var remembered = keys.get(id);
    if (remembered != null && now - remembered.time < LIFE) return Optional.of(remembered.owner);
    var owner = read.apply(id);
    if (keys.size() >= MAX_KEYS) makeRoom(now);
    owner.ifPresentOrElse(it -> keys.put(id, new Remembered(it, now)), () -> keys.remove(id));
    return owner;
  }

  private void makeRoom(long now) {
    keys.values().removeIf(key -> now - key.time >= LIFE);
    if (keys.size() >= MAX_KEYS) keys.clear(); // all of them are in use: 5,000 a second
  }

  /** Forgets all keys: something about their servers was changed. */
  void clear() {
    keys.clear();
  }

  /** Has a key read again. */
  void forget(String id) {
    keys.remove(id);
  }
}

package org.registrationapi.servers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down in which hour keys were used, as many at once as there are, on a thread of its own:
 * no request waits for that. What is lost with the process, or while PostgreSQL is away, the key's
 * next use brings back.
 */
public final class KeyUses {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

  private final Jdbi jdbi;
  private final KeyMemory memory;
  private final Map<String, Long> noted = new ConcurrentHashMap<>();
  private final Executor writer =
      new ThreadPoolExecutor(
          0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), KeyUses::thread);

  /**
   * @param memory has keys read again whose use is written down
   */
  public KeyUses(Jdbi jdbi, KeyMemory memory) {
    this.jdbi = jdbi;
    this.memory = memory;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "key-uses");
    thread.setDaemon(true);
    return thread;
  }

  /** A key was used of which that is not yet known to be written down. */
  void note(long serverId, String id) {
    if (noted.putIfAbsent(id, serverId) == null) writer.execute(this::write);
  }

  private void write() {
    var uses = Map.copyOf(noted);
    if (uses.isEmpty()) return; // the one before took them along
    try {
      jdbi.useExtension(
          ApiKeyDao.class,
          dao -> dao.recordUses(List.copyOf(uses.values()), List.copyOf(uses.keySet())));
      uses.keySet().forEach(memory::forget);
    } catch (RuntimeException e) {
      LOG.debug("the uses of keys cannot be written down", e);
    }
    noted.keySet().removeAll(uses.keySet());
  }
}

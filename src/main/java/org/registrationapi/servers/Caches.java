package org.registrationapi.servers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.registrationapi.keys.Caller;
import org.registrationapi.mail.MailTexts;

/** Caches rows for a few seconds, so that not every request reads them again. */
public final class Caches {
  /** With the longest time of a read added, this is less than the 5 s of .github/API.md. */
  private static final Duration LIFE = Duration.ofSeconds(3);

  private static final int MAX_CALLERS = 20_000; // of about 500 bytes each

  /** About the size of a server without texts, in characters. */
  private static final int WEIGHT_WITHOUT_TEXTS = 500;

  /** In characters: 20,000 servers without texts, or 250 with as many as one may have. */
  private static final int MAX_WEIGHT_OF_SERVERS = 10_000_000;

  /** The last use is recorded to the hour; six writes an hour cost next to nothing. */
  private static final Duration USE_LIFE = Duration.ofMinutes(10);

  private Caches() {}

  /** Callers by the id of their key. */
  public static RecentRows<String, Caller> callers(Ticker ticker) {
    return new RecentRows<>(
        Caffeine.newBuilder()
            .expireAfterWrite(LIFE)
            .maximumSize(MAX_CALLERS)
            .ticker(ticker)
            .build());
  }

  /** Servers by their id. */
  public static RecentRows<Long, Server> servers(Ticker ticker) {
    return new RecentRows<>(
        Caffeine.newBuilder()
            .expireAfterWrite(LIFE)
            .maximumWeight(MAX_WEIGHT_OF_SERVERS)
            .weigher((RecentRows.Versioned<Long> id, Server server) -> weight(server))
            .ticker(ticker)
            .build());
  }

  private static int weight(Server server) {
    return WEIGHT_WITHOUT_TEXTS + MailTexts.length(server.mailTexts());
  }

  /** The ids of keys whose use was recorded in the last minutes. */
  static Cache<String, Boolean> recordedUses() {
    return Caffeine.newBuilder().expireAfterWrite(USE_LIFE).maximumSize(MAX_CALLERS).build();
  }
}

package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.registrationapi.keys.Caller;
import org.registrationapi.testing.Servers;

/** How long an instance uses a row that another instance may have changed. */
class CachesTest {
  private final AtomicLong nanoseconds = new AtomicLong();

  @Test
  void a_cached_key_is_used_for_3_s_however_often_it_is_used() {
    var caller = new Caller("Zb3kQ9aR", "00", 1, "shop", false, List.of());

    assertUsedFor3Seconds(Caches.callers(nanoseconds::get), "Zb3kQ9aR", caller);
  }

  @Test
  void a_cached_server_is_used_for_3_s_however_often_it_is_used() {
    assertUsedFor3Seconds(Caches.servers(nanoseconds::get), 1L, Servers.server("shop", "shop", 8));
  }

  private <K, V> void assertUsedFor3Seconds(Cache<K, V> cache, K key, V row) {
    cache.put(key, row);
    for (int i = 0; i < 2_999; i++) {
      nanoseconds.addAndGet(Duration.ofMillis(1).toNanos());
      assertThat(cache.getIfPresent(key)).isSameAs(row);
    }
    nanoseconds.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(cache.getIfPresent(key)).isNull();
  }
}

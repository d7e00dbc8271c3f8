package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  private <K, V> void assertUsedFor3Seconds(RecentRows<K, V> cache, K key, V row) {
    assertThat(cache.get(key, k -> row)).isSameAs(row);
    for (int i = 0; i < 2_999; i++) {
      nanoseconds.addAndGet(Duration.ofMillis(1).toNanos());
      assertThat(cache.get(key, k -> null)).isSameAs(row);
    }
    nanoseconds.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(cache.get(key, k -> null)).isNull();
  }

  @Test
  void a_row_that_is_being_read_while_it_is_forgotten_is_not_used_afterwards() {
    var cache = Caches.servers(nanoseconds::get);
    var before = Servers.server("shop", "before", 8);
    var after = Servers.server("shop", "after", 8);

    var read =
        cache.get(
            1L,
            id -> {
              CompletableFuture.runAsync(cache::forget).join(); // by another request
              return before;
            });

    assertThat(read).isSameAs(before);
    assertThat(cache.get(1L, id -> after)).isSameAs(after);
  }

  @Test
  void a_missing_row_is_read_again() {
    var cache = Caches.servers(nanoseconds::get);
    var row = Servers.server("shop", "shop", 8);

    assertThat(cache.get(1L, id -> null)).isNull();
    assertThat(cache.get(1L, id -> row)).isSameAs(row);
  }
}

package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.registrationapi.servers.KeyFindDao.Owner;

class KeyMemoryTest {
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 3); // it may overflow
  private final KeyMemory memory = new KeyMemory(time::get);
  private int reads;

  private Optional<Owner> find(String id) {
    return memory.find(
        id,
        key -> {
          reads++;
          return key.startsWith("no")
              ? Optional.empty()
              : Optional.of(
                  new Owner("hash", 1, "shop", false, KeyKind.SECRET, Set.of(), reads > 1));
        });
  }

  @Test
  void a_key_is_read_again_after_four_seconds() {
    find("abc");
    time.addAndGet(Duration.ofSeconds(4).toNanos() - 1);
    assertThat(find("abc")).hasValueSatisfying(key -> assertThat(key.isUseRecorded()).isFalse());
    time.addAndGet(1);
    assertThat(find("abc")).hasValueSatisfying(key -> assertThat(key.isUseRecorded()).isTrue());
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void a_key_that_is_none_is_read_every_time() {
    assertThat(find("no")).isEmpty();
    assertThat(find("no")).isEmpty();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void what_is_forgotten_is_read_again() {
    find("abc");
    memory.forget("abc");
    find("abc");
    memory.clear();
    find("abc");
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void it_does_not_grow_without_bound() {
    for (int i = 0; i < 20_001; i++) find("key" + i);
    find("key0");
    find("key20000");
    assertThat(reads).isEqualTo(20_002);
  }

  @Test
  void old_keys_make_room_for_new_ones() {
    for (int i = 0; i < 19_999; i++) find("old" + i);
    time.addAndGet(Duration.ofSeconds(3).toNanos());
    find("young");
    time.addAndGet(Duration.ofSeconds(2).toNanos());
    find("new");
    find("young");
    assertThat(reads).isEqualTo(20_001);
  }
}

package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServerTurnsTest {
  /** So many due mails of one server. */
  private static List<Long> mails(long server, int number) {
    return Collections.nCopies(number, server);
  }

  private static List<Long> all(List<Long> first, List<Long> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Test
  void a_server_that_is_alone_gets_the_whole_call() {
    assertThat(ServerTurns.share(mails(7, 200), 50)).isEqualTo(Map.of(7L, 50));
    assertThat(ServerTurns.share(mails(7, 3), 50)).isEqualTo(Map.of(7L, 3));
    assertThat(ServerTurns.share(List.of(), 50)).isEmpty();
  }

  @Test
  void of_two_with_very_many_each_gets_half() {
    assertThat(ServerTurns.share(all(mails(7, 100), mails(8, 100)), 50))
        .isEqualTo(Map.of(7L, 25, 8L, 25));
    assertThat(ServerTurns.share(all(mails(7, 100), mails(8, 100)), 5))
        .isEqualTo(Map.of(7L, 3, 8L, 2));
  }

  @Test
  void a_flood_leaves_the_others_their_mails() {
    assertThat(ServerTurns.share(all(mails(7, 190), mails(8, 10)), 50))
        .isEqualTo(Map.of(7L, 40, 8L, 10));
  }

  @Test
  void more_servers_than_the_call_has_places_get_one_each_in_their_order() {
    var servers = LongStream.rangeClosed(11, 90).boxed().toList();

    assertThat(ServerTurns.share(all(servers, servers), 50).entrySet())
        .containsExactlyElementsOf(
            servers.stream().limit(50).map(server -> Map.entry(server, 1)).toList());
  }
}

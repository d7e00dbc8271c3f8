package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How the places of a call are shared among the servers with due mails. */
class ServerTurnsTest {
  /** The given number of due mails of one server. */
  private static List<Long> mails(long server, int number) {
    return Collections.nCopies(number, server);
  }

  private static List<Long> all(List<Long> first, List<Long> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Test
  void a_single_server_gets_the_whole_call() {
    assertThat(ServerTurns.share(mails(7, 200), 50)).isEqualTo(Map.of(7L, 50));
    assertThat(ServerTurns.share(mails(7, 3), 50)).isEqualTo(Map.of(7L, 3));
    assertThat(ServerTurns.share(List.of(), 50)).isEmpty();
  }

  @Test
  void two_servers_with_many_mails_get_half_of_the_call_each() {
    assertThat(ServerTurns.share(all(mails(7, 100), mails(8, 100)), 50))
        .isEqualTo(Map.of(7L, 25, 8L, 25));
    assertThat(ServerTurns.share(all(mails(7, 100), mails(8, 100)), 5))
        .isEqualTo(Map.of(7L, 3, 8L, 2));
  }

  @Test
  void a_server_with_few_mails_gets_a_place_for_each() {
    assertThat(ServerTurns.share(all(mails(7, 190), mails(8, 10)), 50))
        .isEqualTo(Map.of(7L, 40, 8L, 10));
  }

  @Test
  void with_more_servers_than_places_the_first_servers_get_one_each() {
    var servers = LongStream.rangeClosed(11, 90).boxed().toList();

    assertThat(ServerTurns.share(all(servers, servers), 50).entrySet())
        .containsExactlyElementsOf(
            servers.stream().limit(50).map(server -> Map.entry(server, 1)).toList());
  }
}

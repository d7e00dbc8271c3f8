package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedStatementTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);

  /** What a request wants: something with this number at this server. */
  private record Wish(long serverId, int number) {}

  private final ExecutorService requests = Executors.newFixedThreadPool(64);
  private final Semaphore arrivals = new Semaphore(0);
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch open = new CountDownLatch(1);
  private final List<Future<String>> held = new ArrayList<>();
  private final Queue<List<Wish>> statements = new ConcurrentLinkedQueue<>();

  @AfterEach
  void end() {
    open.countDown();
    requests.shutdownNow();
  }

  /** Of each server the first two statements are held until {@code open}. */
  private SharedStatement<Wish, String> shared(
      Duration patience, Function<List<Wish>, String> outcome) {
    return new SharedStatement<>(
        wish -> {
          arrivals.release(); // in the lock in which it takes its place
          return wish.serverId;
        },
        Wish::number,
        wishes -> {
          statements.add(wishes);
          if (wishes.get(0).number < 0) hold();
          var result = outcome.apply(wishes);
          return wishes.stream().map(wish -> result + wish.number).toList();
        },
        patience);
  }

  private void hold() {
    begun.release();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Future<String> request(SharedStatement<Wish, String> shared, Wish wish)
      throws InterruptedException {
    var result = requests.submit(() -> shared.run(wish));
    arrivals.acquire();
    return result;
  }

  /** Has two statements of a server under way, behind which requests gather. */
  private void occupy(SharedStatement<Wish, String> shared, long serverId)
      throws InterruptedException {
    held.addAll(gather(shared, new Wish(serverId, -1), new Wish(serverId, -2)));
    begun.acquire(2);
  }

  private List<Future<String>> gather(SharedStatement<Wish, String> shared, Wish... wishes)
      throws InterruptedException {
    var results = new ArrayList<Future<String>>();
    for (var wish : wishes) results.add(request(shared, wish));
    return results;
  }

  private List<List<Integer>> laterStatements() {
    return statements.stream()
        .map(wishes -> wishes.stream().map(Wish::number).toList())
        .filter(numbers -> numbers.get(0) >= 0)
        .toList();
  }

  private static List<String> ends(List<Future<String>> results) {
    return results.stream().map(SharedStatementTest::end).toList();
  }

  private static String end(Future<String> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      return e.getCause().getClass().getSimpleName();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException refused(String sqlState) {
    return new UnableToExecuteStatementException(new SQLException("refused", sqlState), null);
  }

  @Test
  void whoever_comes_alone_waits_for_nobody() {
    var shared = shared(PATIENT, wishes -> "done ");

    for (int i = 0; i < 3; i++) assertThat(shared.run(new Wish(1, i))).isEqualTo("done " + i);

    assertThat(laterStatements()).containsExactly(List.of(0), List.of(1), List.of(2));
  }

  @Test
  void those_who_come_while_two_statements_are_under_way_share_the_next() throws Exception {
    var shared = shared(PATIENT, wishes -> "done ");
    occupy(shared, 1);

    var results = gather(shared, new Wish(1, 5), new Wish(1, 6), new Wish(1, 7));
    open.countDown();

    assertThat(ends(results)).containsExactly("done 5", "done 6", "done 7");
    assertThat(laterStatements()).containsExactly(List.of(5, 6, 7));
  }

  @Test
  void a_server_waits_for_no_other() throws Exception {
    var shared = shared(PATIENT, wishes -> "done ");
    occupy(shared, 1);
    var waiting = gather(shared, new Wish(1, 5));

    assertThat(shared.run(new Wish(2, 6))).isEqualTo("done 6");

    open.countDown();
    assertThat(ends(waiting)).containsExactly("done 5");
    assertThat(laterStatements()).containsExactly(List.of(6), List.of(5));
  }

  @Test
  void what_two_want_of_the_same_row_is_not_in_one_statement() throws Exception {
    var shared = shared(PATIENT, wishes -> "done ");
    occupy(shared, 1);

    var results = gather(shared, new Wish(1, 5), new Wish(1, 6), new Wish(1, 5));
    open.countDown();

    assertThat(ends(results)).containsExactly("done 5", "done 6", "done 5");
    assertThat(laterStatements()).containsExactly(List.of(5, 6), List.of(5));
  }

  @Test
  void at_most_twenty_share_a_statement() throws Exception {
    var shared = shared(PATIENT, wishes -> "done ");
    occupy(shared, 1);

    var results =
        gather(shared, IntStream.range(0, 50).mapToObj(i -> new Wish(1, i)).toArray(Wish[]::new));
    open.countDown();

    assertThat(ends(results)).hasSize(50).allMatch(end -> end.startsWith("done "));
    assertThat(laterStatements().stream().map(List::size)).containsExactlyInAnyOrder(20, 20, 10);
  }

  @Test
  void what_postgresql_refuses_to_one_is_refused_to_nobody_else() throws Exception {
    var shared =
        shared(
            PATIENT,
            wishes -> {
              if (wishes.stream().anyMatch(wish -> wish.number == 6)) throw refused("23505");
              return "done ";
            });
    occupy(shared, 1);

    var results = gather(shared, new Wish(1, 5), new Wish(1, 6), new Wish(1, 7));
    open.countDown();

    assertThat(ends(results))
        .containsExactly("done 5", "UnableToExecuteStatementException", "done 7");
    assertThat(laterStatements())
        .containsExactlyInAnyOrder(List.of(5, 6, 7), List.of(5), List.of(6), List.of(7));
  }

  @Test
  void an_outage_is_everybodys_and_not_tried_again() throws Exception {
    var shared =
        shared(
            PATIENT,
            wishes -> {
              throw refused("57P01");
            });
    occupy(shared, 1);

    var results = gather(shared, new Wish(1, 5), new Wish(1, 6));
    open.countDown();

    assertThat(ends(results)).containsOnly("UnableToExecuteStatementException");
    assertThat(laterStatements()).containsExactly(List.of(5, 6));
  }

  @Test
  void an_error_leaves_nobody_waiting() throws Exception {
    var shared =
        shared(
            PATIENT,
            wishes -> {
              throw new StackOverflowError();
            });
    occupy(shared, 1);

    var results = gather(shared, new Wish(1, 5), new Wish(1, 6));
    open.countDown();

    assertThat(ends(results)).containsOnly("StackOverflowError");
    assertThatThrownBy(() -> shared.run(new Wish(1, 7))).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void who_waits_too_long_for_a_turn_is_told_of_an_outage_and_done_nothing_for() throws Exception {
    var shared = shared(Duration.ofMillis(1), wishes -> "done ");
    occupy(shared, 1);

    assertThatThrownBy(() -> shared.run(new Wish(1, 5)))
        .isInstanceOf(ConnectionException.class)
        .matches(Outages::isOutage);

    open.countDown();
    assertThat(shared.run(new Wish(1, 6))).isEqualTo("done 6");
    assertThat(laterStatements()).containsExactly(List.of(6));
  }

  @Test
  void who_is_interrupted_leaves_and_the_others_go_on() throws Exception {
    var shared = shared(PATIENT, wishes -> "done ");
    occupy(shared, 1);
    var results = gather(shared, new Wish(1, 5), new Wish(1, 6));

    results.get(0).cancel(true);
    open.countDown();

    assertThat(end(results.get(1))).isEqualTo("done 6");
  }

  @Test
  void of_many_at_once_each_gets_its_own_answer_and_is_done_once() throws Exception {
    var shared = shared(PATIENT, wishes -> "done ");
    var results = new ArrayList<Future<String>>();
    for (int i = 0; i < 5000; i++) {
      var wish = new Wish(i % 3, i);
      results.add(requests.submit(() -> shared.run(wish)));
    }

    for (int i = 0; i < 5000; i++) assertThat(end(results.get(i))).isEqualTo("done " + i);
    assertThat(laterStatements().stream().flatMap(List::stream))
        .hasSize(5000)
        .doesNotHaveDuplicates();
    assertThat(statements)
        .allMatch(wishes -> wishes.stream().map(Wish::serverId).distinct().count() == 1);
  }
}

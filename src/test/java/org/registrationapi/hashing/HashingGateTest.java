package org.registrationapi.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/** The gate limits how many hashes are computed at once, and how many callers wait. */
class HashingGateTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Held slots are released when this latch opens. */
  private final CountDownLatch latch = new CountDownLatch(1);

  @AfterEach
  void openLatch() {
    latch.countDown();
  }

  /** Takes a slot and returns once it is held. */
  private void hold(HashingGate gate) {
    var inside = new CountDownLatch(1);
    start(
        new FutureTask<>(
            () ->
                pass(
                    gate,
                    () -> {
                      inside.countDown();
                      await(latch);
                      return "held";
                    })));
    await(inside);
  }

  /** Queues for a slot and returns once the caller is waiting. */
  private static Future<String> queue(HashingGate gate) {
    return queue(gate, () -> "turn");
  }

  private static Future<String> queue(HashingGate gate, Supplier<String> work) {
    var task = new FutureTask<>(() -> pass(gate, work));
    var thread = start(task);
    while (thread.getState() != Thread.State.TIMED_WAITING) assertThat(task).isNotDone();
    return task;
  }

  private static <T> T pass(HashingGate gate, Supplier<T> work) {
    try (var slot = gate.enter()) {
      return slot.run(work);
    }
  }

  private static Thread start(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertBusy(HashingGate gate) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> pass(gate, () -> "in"))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.BUSY);
              assertThat(failure.retryAfter()).contains(Duration.ofSeconds(2));
            });
  }

  @Test
  void a_caller_is_refused_when_all_slots_are_held() {
    var gate = new HashingGate(new HashingLimits(2, 0, LONG));
    hold(gate);
    hold(gate);

    assertBusy(gate);
  }

  @Test
  void a_slot_is_released_after_the_work() {
    var gate = new HashingGate(new HashingLimits(1, 0, LONG));

    assertThat(pass(gate, () -> "first")).isEqualTo("first");
    assertThat(pass(gate, () -> "second")).isEqualTo("second");
  }

  @Test
  void a_slot_is_released_after_an_error() {
    var gate = new HashingGate(new HashingLimits(1, 0, LONG));

    assertThatThrownBy(() -> pass(gate, () -> Integer.valueOf("x")))
        .isInstanceOf(NumberFormatException.class);
    assertThat(pass(gate, () -> "in")).isEqualTo("in");
  }

  @Test
  void a_queued_caller_gets_the_next_free_slot() {
    var gate = new HashingGate(new HashingLimits(1, 1, LONG));
    hold(gate);
    var second = queue(gate);

    latch.countDown();

    assertThat(second).succeedsWithin(LONG).isEqualTo("turn");
  }

  @Test
  void a_full_queue_refuses_at_once_and_keeps_its_callers_in_their_order() {
    var gate = new HashingGate(new HashingLimits(1, 4, LONG));
    var turns = new CopyOnWriteArrayList<Integer>();
    hold(gate);
    var queued =
        IntStream.rangeClosed(1, 4).mapToObj(i -> queue(gate, () -> note(turns, i))).toList();

    assertBusy(gate);
    assertThat(turns).isEmpty();
    latch.countDown();

    assertThat(queued)
        .allSatisfy(caller -> assertThat(caller).succeedsWithin(LONG).isEqualTo("turn"));
    assertThat(turns).containsExactly(1, 2, 3, 4);
  }

  private static String note(List<Integer> turns, int number) {
    turns.add(number);
    return "turn";
  }

  @Test
  void running_waiting_passed_and_refused_callers_are_counted() {
    var passed = new AtomicInteger();
    var refused = new AtomicInteger();
    var watch =
        new HashingWatch() {
          @Override
          public void passed(Duration wait, Duration work) {
            assertThat(wait.isNegative()).isFalse();
            assertThat(work.isNegative()).isFalse();
            passed.incrementAndGet();
          }

          @Override
          public void refused() {
            refused.incrementAndGet();
          }
        };
    var gate = new HashingGate(new HashingLimits(1, 1, LONG), watch);
    hold(gate);
    var second = queue(gate);
    assertBusy(gate);
    assertThat(gate.underWay() + " " + gate.waiting()).isEqualTo("1 1");
    assertThat(passed.get() + " " + refused.get()).isEqualTo("0 1");

    latch.countDown();

    assertThat(second).succeedsWithin(LONG).isEqualTo("turn");
    Awaitility.await().until(() -> passed.get() + " " + refused.get(), "2 1"::equals);
    assertThat(gate.underWay() + " " + gate.waiting()).isEqualTo("0 0");
  }

  @Test
  void interrupted_callers_do_not_fill_the_queue() {
    var gate = new HashingGate(new HashingLimits(1, 2, LONG));
    hold(gate);
    var second = queue(gate);
    for (int i = 0; i < 10; i++) assertInterruptedIsBusy(gate);
    var third = queue(gate);

    latch.countDown();

    assertThat(second).succeedsWithin(LONG).isEqualTo("turn");
    assertThat(third).succeedsWithin(LONG).isEqualTo("turn");
  }

  private static void assertInterruptedIsBusy(HashingGate gate) {
    Thread.currentThread().interrupt();

    assertBusy(gate);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void an_interrupted_wait_ends_as_busy_and_the_thread_stays_interrupted() {
    var gate = new HashingGate(new HashingLimits(1, 1, LONG));
    hold(gate);

    assertInterruptedIsBusy(gate);
  }

  @Test
  void a_caller_that_waits_too_long_is_busy() {
    var gate = new HashingGate(new HashingLimits(1, 1, Duration.ofSeconds(1)));
    hold(gate);

    assertBusy(gate);
  }

  @Test
  void at_most_four_of_a_hundred_callers_work_at_once() {
    var gate = new HashingGate(new HashingLimits(4, 100, LONG));
    var inside = new AtomicInteger();
    var callers =
        Stream.generate(() -> new FutureTask<>(() -> passLate(gate, inside))).limit(100).toList();
    callers.forEach(HashingGateTest::start);
    latch.countDown();

    assertThat(callers)
        .allSatisfy(caller -> assertThat(caller).succeedsWithin(LONG).matches(now -> now <= 4));
    assertThat(inside).hasValue(0);
  }

  private int passLate(HashingGate gate, AtomicInteger inside) {
    await(latch);
    return pass(
        gate,
        () -> {
          var now = inside.incrementAndGet();
          for (int i = 0; i < 1_000; i++) Thread.onSpinWait();
          inside.decrementAndGet();
          return now;
        });
  }

  @Test
  void a_held_slot_blocks_others_until_it_is_released() {
    var gate = new HashingGate(new HashingLimits(1, 0, LONG));
    var slot = gate.enter();

    assertBusy(gate);
    slot.close();
    slot.close(); // closing twice frees no second slot
    assertThat(pass(gate, () -> "in")).isEqualTo("in");
    hold(gate);
    assertBusy(gate);
  }

  @Test
  void work_runs_on_no_more_threads_than_there_are_slots() {
    var gate = new HashingGate(new HashingLimits(2, 100, LONG));
    var threads = ConcurrentHashMap.<Thread>newKeySet();
    var callers =
        Stream.generate(
                () -> new FutureTask<>(() -> pass(gate, () -> threads.add(Thread.currentThread()))))
            .limit(50)
            .toList();
    callers.forEach(HashingGateTest::start);

    assertThat(callers).allSatisfy(caller -> assertThat(caller).succeedsWithin(LONG));
    assertThat(threads).hasSizeLessThanOrEqualTo(2);
  }
}

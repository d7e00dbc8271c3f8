package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.registrationapi.BackgroundWork.Job;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.testing.LogLines;

/** Background jobs run one at a time, repeat, and continue after a failure. */
@Timeout(300)
class BackgroundWorkTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LATE = Duration.ofDays(1);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LogLines logs = LogLines.to(lines::add, LogFormat.TEXT);

  @AfterEach
  void stopListening() {
    logs.close();
  }

  @Test
  void every_job_runs_in_order_at_start_and_repeats_after_its_interval() throws Exception {
    var ran = new CopyOnWriteArrayList<String>();
    var again = new CountDownLatch(3);
    var jobs =
        List.of(
            new Job("a", LATE, () -> ran.add("a")),
            new Job("b", LATE, () -> ran.add("b")),
            new Job("c", SOON, () -> count(ran, again)));
    try (var work = new BackgroundWork(jobs)) {
      work.start();
      again.await();
    }

    assertThat(ran).startsWith("a", "b", "c", "c").containsOnlyOnce("a", "b");
  }

  private static void count(List<String> ran, CountDownLatch latch) {
    ran.add("c");
    latch.countDown();
  }

  @Test
  void all_jobs_share_one_thread() throws Exception {
    var threads = new CopyOnWriteArraySet<Thread>();
    var done = new CountDownLatch(50);
    Runnable job =
        () -> {
          threads.add(Thread.currentThread());
          done.countDown();
        };
    try (var work = new BackgroundWork(List.of(new Job("a", SOON, job), new Job("b", SOON, job)))) {
      work.start();
      done.await();
    }

    assertThat(threads).hasSize(1);
  }

  @Test
  void a_failed_job_is_logged_and_runs_again() throws Exception {
    var times = new AtomicInteger();
    var again = new CountDownLatch(3);
    Runnable job =
        () -> {
          again.countDown();
          if (times.incrementAndGet() == 1) throw new IllegalStateException("out of order");
          if (times.get() == 2) throw new LinkageError("worse");
        };
    try (var work = new BackgroundWork(List.of(new Job("wash up", SOON, job)))) {
      work.start();
      again.await();
    }

    assertThat(lines.stream().filter(line -> line.contains("wash up")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("ERROR", "wash up: failed"));
  }

  @Test
  void a_database_outage_is_logged_at_DEBUG_only() throws Exception {
    var again = new CountDownLatch(2);
    Runnable job =
        () -> {
          again.countDown();
          throw new ConnectionException(new SQLException("gone", "08006"));
        };
    try (var work = new BackgroundWork(List.of(new Job("wash up", SOON, job)))) {
      work.start();
      again.await();
    }

    assertThat(lines.stream().filter(line -> line.contains("wash up")))
        .isNotEmpty()
        .allMatch(line -> line.contains("DEBUG"));
  }

  @Test
  void stop_lets_the_running_job_finish_and_starts_no_other() throws Exception {
    var began = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var runs = new AtomicInteger();
    Runnable job =
        () -> {
          runs.incrementAndGet();
          began.countDown();
          if (await(mayEnd)) ended.countDown();
        };
    var work = new BackgroundWork(List.of(new Job("a", SOON, job), new Job("b", SOON, job)));
    work.start();
    began.await();

    work.stop();
    mayEnd.countDown();
    work.close();
    ended.await();

    assertThat(runs).hasValue(1);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(300, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}

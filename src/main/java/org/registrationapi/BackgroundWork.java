package org.registrationapi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.registrationapi.database.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs again and again on one thread, one job at a time. Every instance runs them, so a job
 * must be safe to run concurrently with itself and to be interrupted at any moment.
 */
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

  /** How long a running job may take to end; then the connection pool closes and cuts it off. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final List<Job> jobs;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(BackgroundWork::thread);

  /**
   * Creates the work without starting it.
   *
   * @param jobs in the order in which they run at the start
   */
  BackgroundWork(List<Job> jobs) {
    this.jobs = jobs;
  }

  /**
   * One periodic job.
   *
   * @param name what it does, for the log
   * @param pause the time between its end and its next start
   */
  record Job(String name, Duration pause, Runnable work) {
    static Job everyMinute(String name, Runnable work) {
      return new Job(name, Duration.ofMinutes(1), work);
    }

    static Job everyHour(String name, Runnable work) {
      return new Job(name, Duration.ofHours(1), work);
    }
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "background");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs each job now, and again after its pause. */
  @SuppressWarnings("FutureReturnValueIgnored") // run() throws no exception
  void start() {
    for (var job : jobs)
      executor.scheduleWithFixedDelay(
          () -> run(job), 0, job.pause().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A job that fails runs again after its pause, like any other. */
  private void run(Job job) {
    try {
      job.work().run();
    } catch (RuntimeException | Error e) {
      if (executor.isShutdown()) LOG.debug("{}: stopped", job.name(), e);
      else if (Outages.isOutage(e))
        LOG.debug("{}: the database is unavailable", job.name(), e); // Availability logs it
      else LOG.error("{}: failed", job.name(), e);
    }
  }

  /** Starts no further jobs; a running job continues. */
  void stop() {
    executor.shutdown();
  }

  /** Starts no further jobs, and waits up to 2 s for a running job. */
  @Override
  public void close() {
    stop();
    try {
      executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

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
 * Runs jobs again and again on one thread, one job at a time. Every instance runs them, so each job
 * has to go well beside itself, and to be cut off at any moment.
 */
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

  /** After this a job under way is cut off when the pool of connections closes. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final List<Job> jobs;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(BackgroundWork::thread);

  /**
   * Work that is not started yet.
   *
   * @param jobs in the order in which they run at the start
   */
  BackgroundWork(List<Job> jobs) {
    this.jobs = jobs;
  }

  /**
   * A job.
   *
   * @param name what it does, for the log
   * @param pause from its end to its next start
   */
  record Job(String name, Duration pause, Runnable work) {}

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "background");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs each job now, and after its pause again. */
  @SuppressWarnings("FutureReturnValueIgnored") // run() lets no exception through
  void start() {
    for (var job : jobs)
      executor.scheduleWithFixedDelay(
          () -> run(job), 0, job.pause().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A job that fails is run again after its pause all the same. */
  private void run(Job job) {
    try {
      job.work().run();
    } catch (RuntimeException | Error e) {
      if (executor.isShutdown()) LOG.debug("{}: stopped", job.name(), e);
      else if (Outages.isOutage(e))
        LOG.debug("{}: the database is unavailable", job.name(), e); // it says so
      else LOG.error("{}: failed", job.name(), e);
    }
  }

  /** Begins no further jobs; one under way goes on. */
  void stop() {
    executor.shutdown();
  }

  /** Begins no further jobs, and gives one under way a moment to end. */
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

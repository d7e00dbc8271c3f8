package org.registrationapi;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the process on SIGTERM or Ctrl-C. By default the JVM exits with 128 plus the signal's
 * number even after a clean stop, and waits forever for a stop that hangs.
 */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  /** Requests in flight get 20 s; a running call to send mails gets 24 s at the same time. */
  private static final Duration TIMEOUT = Duration.ofSeconds(25);

  private final Main main;
  private final Duration grace;

  private Shutdown(Main main, Duration grace) {
    this.main = main;
    this.grace = grace;
  }

  /**
   * From now on a signal stops the application. The process exits with 0, or with 1 if it has not
   * stopped 25 s after the grace period. No data is lost then: everything is in the tables.
   *
   * @param grace how long it continues to serve while it reports that it is not ready
   */
  static void onSignal(Main main, Duration grace) {
    var shutdown = new Shutdown(main, grace);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
  }

  /** Halts the JVM: if the hook returned, the JVM would exit with the signal's exit code. */
  private void run() {
    var exitCode = 1;
    try {
      exitCode = stopInTime() ? 0 : 1;
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private boolean stopInTime() {
    var stop = new Stop();
    stop.setDaemon(true);
    stop.start();
    try {
      stop.join(grace.plus(TIMEOUT).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stop.isAlive()) LOG.error("did not stop in time; exiting anyway");
    return stop.isDone;
  }

  private final class Stop extends Thread {
    private volatile boolean isDone;

    Stop() {
      super("stop");
    }

    @Override
    public void run() {
      try {
        LOG.info("stopping");
        main.prepareToStop();
        Thread.sleep(grace.toMillis());
        main.close();
        isDone = true;
        LOG.info("stopped");
      } catch (InterruptedException | RuntimeException e) {
        LOG.error("stopping failed", e);
      }
    }
  }
}

package org.registrationapi;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process does when it is told to end, by SIGTERM or Ctrl-C. Left alone, the JVM would
 * report 128 and the signal's number as its exit code even after an orderly stop, and wait for ever
 * for one that does not come to its end.
 */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  /** Requests in flight have 20 s, a call to Mailjet under way 24 s beside them. */
  private static final Duration TIMEOUT = Duration.ofSeconds(25);

  private final Main main;
  private final Duration grace;

  private Shutdown(Main main, Duration grace) {
    this.main = main;
    this.grace = grace;
  }

  /**
   * From now on a signal stops the application, and the process ends with 0, or with 1 if it did
   * not stop 25 s after the grace; what is lost then is nothing that the tables do not have.
   *
   * @param grace how long it goes on serving while it says that it is not ready
   */
  static void onSignal(Main main, Duration grace) {
    var shutdown = new Shutdown(main, grace);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
  }

  /** Ends the JVM itself: a hook that returned would leave it with the signal's exit code. */
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
    if (stop.isAlive()) LOG.error("did not stop in time, and is ended as it is");
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
        LOG.error("did not stop in good order", e);
      }
    }
  }
}

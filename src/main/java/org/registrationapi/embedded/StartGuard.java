package org.registrationapi.embedded;

import java.util.concurrent.CountDownLatch;

/**
 * Stops PostgreSQL if the process ends while the application starts: by a signal, or by an error.
 * The application has no orderly stop yet, and PostgreSQL would live on. Closing it ends the guard.
 */
public final class StartGuard implements AutoCloseable {
  private final Thread starter = Thread.currentThread();
  private final CountDownLatch isSettled = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop-postgresql");
  private volatile LocalPostgres postgres; // null: not launched, or the launch failed

  private StartGuard() {}

  /** Guards this process from now on. The calling thread then launches PostgreSQL. */
  public static StartGuard begin() {
    var guard = new StartGuard();
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** PostgreSQL was launched. */
  public void launched(LocalPostgres launched) {
    postgres = launched;
    isSettled.countDown();
  }

  /** The launch failed, and nothing of it is running any more. */
  public void failed() {
    isSettled.countDown();
  }

  /** A launch under way is interrupted, so that no program is started after this. */
  private void stop() {
    if (isSettled.getCount() > 0) starter.interrupt();
    try {
      isSettled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (postgres != null) postgres.close();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook runs
    }
  }
}

package org.registrationapi.mailcheck;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads of their own for checks, which end when there is nothing to check. */
public final class MailCheckThreads {
  private static final int THREADS = 4;
  private static final int IDLE_SECONDS = 5;

  private MailCheckThreads() {}

  /** The threads; they do not keep the process alive. */
  public static Executor make() {
    var threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            MailCheckThreads::thread);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mail-check");
    thread.setDaemon(true);
    return thread;
  }
}

package org.registrationapi.delivery;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Outages;
import org.registrationapi.transport.MailSettings;
import org.registrationapi.transport.MailTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the queued mails, with several calls at once. All state is in the tables: if the process is
 * killed, a mail is due again when its claim's lease ends. Mails queued while all calls are under
 * way go with the next call, so calls get fuller under load.
 */
public final class MailSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  /** The interval in which mails are found that another instance queued or whose delay ended. */
  private static final Duration POLL = Duration.ofSeconds(2);

  /**
   * The interval between calls that are not full; mails queued meanwhile go with the next one. To
   * claim, send and settle one mail is nearly as much work as twenty.
   */
  private static final Duration PACE = Duration.ofMillis(100);

  /**
   * How long a stop waits for running calls; then their mails are due again when their lease ends.
   */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(24);

  private final MailQueue queue;
  private final MailDelivery delivery;
  private final MailSettlement settlement;
  private final Semaphore calls;
  private final Semaphore wakeUps = new Semaphore(0);
  private final ExecutorService workers = Executors.newCachedThreadPool(MailSender::thread);
  private final Thread dispatcher = thread(this::dispatch);
  private volatile boolean stopping;

  private MailSender(
      MailQueue queue, MailDelivery delivery, MailSettlement settlement, int concurrency) {
    this.queue = queue;
    this.delivery = delivery;
    this.settlement = settlement;
    this.calls = new Semaphore(concurrency);
  }

  /** Creates a sender without starting it. */
  public static MailSender of(Jdbi jdbi, MailTransport transport, MailSettings settings) {
    return new MailSender(
        new MailQueue(jdbi, settings),
        new MailDelivery(transport),
        new MailSettlement(jdbi, settings.pinLife()),
        settings.concurrency());
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mail-sender");
    // close() waits for running calls; the thread must not keep the process alive
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to send. Mails that wait for a setting are due at once, because this start may have
   * changed it.
   */
  public void start() {
    queue.makeDue();
    dispatcher.start();
  }

  /** Wakes the sender because a mail was queued. Call it after the commit. */
  public void wake() {
    if (wakeUps.availablePermits() == 0) wakeUps.release();
  }

  /** Claims no further mails; running calls continue. */
  public void stop() {
    stopping = true;
    wake();
  }

  /** Claims no further mails, and waits until running calls are settled. */
  @Override
  public void close() {
    stop();
    var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
    try {
      dispatcher.join(STOP_TIMEOUT.toMillis());
      workers.shutdown();
      if (!workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS))
        LOG.warn(
            "a call to send mails did not end in time; its mails are due again when their lease ends");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }

  private void dispatch() {
    try {
      while (true) {
        calls.acquire();
        if (stopping) break;
        var begun = claimAndSend();
        if (begun == 0) wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        else if (begun < MailTransport.MAX_BATCH) Thread.sleep(PACE.toMillis());
      }
      calls.release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // an interrupt ends the thread
    }
  }

  /**
   * Starts one call with the due mails. The caller has acquired a permit of {@code calls}.
   *
   * @return the number of mails; 0 if none is due, or the database is unavailable
   */
  private int claimAndSend() {
    wakeUps.drainPermits(); // mails queued from here on wake the sender again
    MailQueue.Claim claim = null;
    try {
      claim = queue.claim();
    } catch (RuntimeException e) {
      logTrouble("mails cannot be claimed", e);
    }
    if (claim == null || claim.mails().isEmpty()) {
      calls.release();
      return 0;
    }
    var claimed = claim;
    workers.execute(() -> sendAndSettle(claimed));
    return claimed.mails().size();
  }

  private void sendAndSettle(MailQueue.Claim claim) {
    var call = new Call();
    try {
      var result = delivery.deliver(claim.mails());
      if (!claim.isProbe() && result.pause().isEmpty()) call.end();
      // after a probe or with a new pause, the next claim has to wait for this
      if (settlement.settle(claim, result)) queue.makeDue();
    } catch (RuntimeException e) {
      logTrouble("mails cannot be settled; they are due again when their lease ends", e);
    } finally {
      call.end();
    }
  }

  /** The permit of one call; it is released once. */
  private final class Call {
    private boolean isOver;

    private void end() {
      if (!isOver) calls.release();
      isOver = true;
    }
  }

  private static void logTrouble(String what, RuntimeException e) {
    if (Outages.isOutage(e))
      LOG.debug("{}: the database is unavailable", what, e); // Availability logs it
    else LOG.error(what, e);
  }
}

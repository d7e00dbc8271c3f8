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
 * Sends what is in the queue, several calls at once. Nothing is held in memory that the tables do
 * not have: killed at any moment, a mail is due again when its claim's lease ends. What queues up
 * while all calls are under way goes with the next one, so that calls fill up by themselves under
 * load.
 */
public final class MailSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  /**
   * How long a mail queued by another instance, or due by its delay, waits at most to be noticed.
   */
  private static final Duration POLL = Duration.ofSeconds(2);

  /**
   * How far apart calls begin that are not full: what is queued meanwhile goes with the next one.
   * To claim, send and settle one mail is nearly as much work as to do so with twenty.
   */
  private static final Duration PACE = Duration.ofMillis(100);

  /** After this the mails of a call that does not end are left to their lease. */
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

  /** A sender that has not started yet. */
  public static MailSender of(Jdbi jdbi, MailTransport transport, MailSettings settings) {
    return new MailSender(
        new MailQueue(jdbi, settings),
        new MailDelivery(transport),
        new MailSettlement(jdbi, settings.pinLife()),
        settings.concurrency());
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mail-sender");
    thread.setDaemon(
        true); // close() waits for calls under way; nothing else should keep the process
    return thread;
  }

  /** Begins to send; what waited for settings that this start may have changed is due at once. */
  public void start() {
    queue.hurry();
    dispatcher.start();
  }

  /** Says that a mail was queued; it is looked for at once. Call it after the commit. */
  public void wake() {
    if (wakeUps.availablePermits() == 0) wakeUps.release();
  }

  /** Takes no further mails; calls under way go on. */
  public void stop() {
    stopping = true;
    wake();
  }

  /** Takes no further mails, and waits until calls under way are settled. */
  @Override
  public void close() {
    stop();
    var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
    try {
      dispatcher.join(STOP_TIMEOUT.toMillis());
      workers.shutdown();
      if (!workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS))
        LOG.warn(
            "a call to Mailjet did not end in time; its mails are due again when their lease ends");
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
      Thread.currentThread().interrupt(); // nobody here interrupts; whoever did wants it to end
    }
  }

  /**
   * Starts one call with what is due. Owns one permit of the calls.
   *
   * @return how many mails; 0 if none is due, or the database is away
   */
  private int claimAndSend() {
    wakeUps.drainPermits(); // what is queued from here on wakes us again
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
      // the next claim waits for it only if it has to know
      if (settlement.settle(claim, result)) queue.hurry();
    } catch (RuntimeException e) {
      logTrouble("mails cannot be settled; they are due again when their lease ends", e);
    } finally {
      call.end();
    }
  }

  /** One of as many as may be under way. */
  private final class Call {
    private boolean isOver;

    private void end() {
      if (!isOver) calls.release();
      isOver = true;
    }
  }

  private static void logTrouble(String what, RuntimeException e) {
    if (Outages.isOutage(e)) LOG.debug("{}: the database is unavailable", what, e); // it says so
    else LOG.error(what, e);
  }
}

package org.registrationapi.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due mails, hands them to the transport, and settles each by its own outcome. Nothing is
 * held in memory that the table does not have: killed at any moment, a mail is due again when its
 * claim's lease ends.
 */
public final class MailSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  /** Longer than a call may take, so that no other sender takes a mail that is on its way. */
  private static final Duration LEASE = Duration.ofSeconds(90);

  /**
   * How long a mail queued by another instance, or due by its delay, waits at most to be noticed.
   */
  private static final Duration POLL = Duration.ofSeconds(2);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(35);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final MailTransport transport;
  private final MailSettings settings;
  private final Semaphore calls;
  private final Semaphore wakeUps = new Semaphore(0);
  private final ExecutorService workers = Executors.newCachedThreadPool(MailSender::thread);
  private final Thread dispatcher = thread(this::dispatch);
  private volatile boolean stopping;

  private MailSender(Jdbi jdbi, MailTransport transport, MailSettings settings) {
    this.jdbi = jdbi;
    this.transport = transport;
    this.settings = settings;
    this.calls = new Semaphore(settings.concurrency());
  }

  /**
   * A sender that has not started yet; without an account at Mailjet it fills the development
   * mailbox.
   */
  public static MailSender of(Jdbi jdbi, MailComposer composer, MailSettings settings) {
    MailTransport transport =
        settings
            .mailjet()
            .<MailTransport>map(mailjet -> new MailjetTransport(composer, mailjet))
            .orElseGet(() -> new MailboxTransport(composer, System.out));
    return new MailSender(jdbi, transport, settings);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mail-sender");
    thread.setDaemon(
        true); // close() waits for calls under way; nothing else should keep the process
    return thread;
  }

  /** Begins to send. */
  public void start() {
    dispatcher.start();
  }

  /** Says that a mail was queued; it is looked for at once. Call it after the commit. */
  public void wake() {
    if (wakeUps.availablePermits() == 0) wakeUps.release();
  }

  /** Takes no further mails, and waits until calls under way are settled. */
  @Override
  public void close() {
    stopping = true;
    wake();
    try {
      dispatcher.join(STOP_TIMEOUT.toMillis());
      if (!calls.tryAcquire(settings.concurrency(), STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS))
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
        if (!claimAndSend()) wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
      }
      calls.release();
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // nobody here interrupts; whoever did wants the thread to end
    }
  }

  /**
   * Starts one call with what is due; false if nothing is, or the database is away. Owns one permit
   * of the calls.
   */
  private boolean claimAndSend() {
    var claimId = UUID.randomUUID();
    List<Mail> mails = List.of();
    try {
      wakeUps.drainPermits(); // what is queued from here on wakes us again
      mails = claim(claimId);
    } catch (RuntimeException e) {
      logTrouble("mails cannot be claimed", e);
    }
    if (mails.isEmpty()) {
      calls.release();
      return false;
    }
    var claimed = mails;
    workers.execute(() -> sendAndSettle(claimId, claimed));
    return true;
  }

  private List<Mail> claim(UUID claimId) {
    var ttl = settings.linkLife().toSeconds();
    return jdbi.withExtension(
        MailDao.class, dao -> dao.claim(claimId, MailTransport.MAX_BATCH, LEASE.toSeconds(), ttl));
  }

  private void sendAndSettle(UUID claimId, List<Mail> mails) {
    try {
      settle(claimId, mails, transport.send(mails));
    } catch (RuntimeException e) {
      logTrouble("mails cannot be settled; they are due again when their lease ends", e);
    } finally {
      calls.release();
    }
  }

  private void settle(UUID claimId, List<Mail> mails, List<Outcome> outcomes) {
    jdbi.useTransaction(
        tx -> {
          var dao = tx.attach(MailDao.class);
          var sent = new ArrayList<Mail>();
          for (int i = 0; i < mails.size(); i++) {
            var id = mails.get(i).id();
            var outcome = outcomes.get(i);
            if (outcome instanceof Outcome.Sent) sent.add(mails.get(i));
            else if (outcome instanceof Outcome.Retry retry)
              dao.settleRetry(
                  claimId, id.serverId(), id.id(), retry.reason(), delay(mails.get(i)).toSeconds());
            else if (outcome instanceof Outcome.Failed failed)
              dao.settleFailed(claimId, id.serverId(), id.id(), failed.reason());
          }
          settleSent(dao, claimId, sent);
        });
  }

  private void settleSent(MailDao dao, UUID claimId, List<Mail> sent) {
    if (sent.isEmpty()) return;
    dao.settleSent(
        claimId,
        sent.stream().map(mail -> mail.id().serverId()).toList(),
        sent.stream().map(mail -> mail.id().id()).toList(),
        sent.stream().map(Mail::linkSeconds).toList(),
        settings.pinLife().toSeconds());
  }

  /**
   * 30 s, doubling to an hour, and up to a fifth more or less, so that instances do not march in
   * step.
   */
  static Duration delay(Mail mail) {
    var doublings = Math.min(mail.attempts() - 1, 16);
    var seconds = Math.min(FIRST_DELAY.toSeconds() << doublings, LONGEST_DELAY.toSeconds());
    return Duration.ofSeconds(
        Math.round(seconds * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
  }

  private static void logTrouble(String what, RuntimeException e) {
    if (Outages.isOutage(e)) LOG.warn("{}: the database is unavailable", what);
    else LOG.error(what, e);
  }
}

package org.registrationapi.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Loads;
import org.registrationapi.database.Timeouts;
import org.registrationapi.funnel.FunnelDao;
import org.registrationapi.funnel.FunnelService;
import org.registrationapi.funnel.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which mails go next and what follows from their outcomes; all that it knows is in the
 * database.
 */
final class MailQueue {
  private static final Logger LOG = LoggerFactory.getLogger(MailQueue.class);

  /**
   * Longer than asking and sending may take, so that nobody else takes a mail that is on its way.
   */
  private static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);
  private static final Duration HELD_DELAY = Duration.ofHours(1);
  private static final String DAILY_LIMIT = "the daily limit of mails is reached";

  private final Jdbi jdbi;
  private final MailSettings settings;

  MailQueue(Jdbi jdbi, MailSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /**
   * Mails that are ours to send, for one call.
   *
   * @param isProbe whether this is the one mail that is tried after a pause
   */
  record Claim(UUID id, boolean isProbe, List<Mail> mails) {}

  /** Takes what is due and affordable: up to 50 mails, one after a pause, none during it. */
  Claim claim() {
    var id = UUID.randomUUID();
    return jdbi.inTransaction(
        tx -> {
          var pauses = tx.attach(MailPauseDao.class);
          var isProbe = pauses.reason().isPresent();
          if (isProbe && !pauses.takeProbe()) return new Claim(id, true, List.of());
          var mails = claim(tx, id, isProbe ? 1 : MailTransport.MAX_BATCH);
          if (isProbe && mails.isEmpty()) pauses.giveBackProbe();
          return new Claim(id, isProbe, mails);
        });
  }

  private List<Mail> claim(Handle tx, UUID id, int wanted) {
    var dao = tx.attach(MailDao.class);
    var budgets = tx.attach(MailBudgetDao.class);
    var left = settings.dailyLimit().map(limit -> limit - budgets.lockUsed()).orElse(wanted);
    var mails =
        left <= 0
            ? List.<Mail>of()
            : dao.claim(id, Math.min(wanted, left), LEASE.toSeconds(), settings.linkLives());
    if (mails.isEmpty()) putOff(tx, left <= 0);
    else budgets.use(serverIds(mails));
    return mails;
  }

  private static void putOff(Handle tx, boolean isForAll) {
    Timeouts.patient(tx);
    tx.attach(MailDao.class).putOff(isForAll, DAILY_LIMIT);
  }

  private static List<Long> serverIds(List<Mail> mails) {
    return mails.stream().map(mail -> mail.id().serverId()).toList();
  }

  /**
   * Writes down what became of each mail of a claim, all or nothing; rows that are no longer the
   * claim's stay as they are.
   */
  void settle(Claim claim, MailTransport.Result result) {
    var sent = new ArrayList<Mail>();
    var notUsed = new ArrayList<Mail>();
    for (int i = 0; i < claim.mails().size(); i++) {
      var mail = claim.mails().get(i);
      var outcome = result.outcomes().get(i);
      if (outcome instanceof Outcome.Sent) sent.add(mail);
      else if (!(outcome instanceof Outcome.Retry retry && retry.isUncertain())) notUsed.add(mail);
      if (mail.isUncertain()) notUsed.add(mail); // its earlier call was counted, too
    }
    jdbi.useTransaction(
        tx -> {
          var dao = tx.attach(MailDao.class);
          // first, because it locks validations, too
          var sentOf = settleSent(dao, claim.id(), sent);
          var failedOf = settleOthers(dao, claim, result);
          if (!notUsed.isEmpty()) tx.attach(MailBudgetDao.class).giveBack(serverIds(notUsed));
          if (sent.stream().anyMatch(mail -> mail.status().equals("held"))) dao.hurry(DAILY_LIMIT);
          settlePause(tx.attach(MailPauseDao.class), claim.isProbe(), result);
          count(tx, sentOf, failedOf); // last, see there
        });
  }

  /** The servers of the mails with a link that are refused for good, one a mail. */
  private static List<Long> settleOthers(MailDao dao, Claim claim, MailTransport.Result result) {
    var failedOf = new ArrayList<Long>();
    for (int i = 0; i < claim.mails().size(); i++) {
      var mail = claim.mails().get(i);
      if (settle(dao, claim.id(), mail, result.outcomes().get(i), result.pause()))
        failedOf.add(mail.id().serverId());
    }
    return failedOf;
  }

  private static void count(Handle tx, List<Long> sentOf, List<Long> failedOf) {
    var stages = new ArrayList<>(Collections.nCopies(sentOf.size(), Stage.SENT.word()));
    stages.addAll(Collections.nCopies(failedOf.size(), Stage.FAILED.word()));
    var serverIds = new ArrayList<>(sentOf);
    serverIds.addAll(failedOf);
    if (!stages.isEmpty()) tx.attach(FunnelDao.class).count(serverIds, stages);
  }

  /** Whether a mail with a link is refused for good. */
  private static boolean settle(
      MailDao dao, UUID claimId, Mail mail, Outcome outcome, Optional<MailPause> pause) {
    var server = mail.id().serverId();
    var id = mail.id().id();
    if (outcome instanceof Outcome.Retry retry)
      dao.settleLater(
          claimId,
          server,
          id,
          mail.status(),
          retry.reason(),
          retry.isUncertain(),
          delay(mail).toSeconds());
    else if (outcome instanceof Outcome.Held held)
      dao.settleLater(claimId, server, id, "held", held.reason(), false, HELD_DELAY.toSeconds());
    else if (outcome instanceof Outcome.Failed failed)
      return dao.settleFailed(claimId, server, id, failed.reason());
    else if (outcome instanceof Outcome.Released)
      dao.settleReleased(claimId, server, id, pause.map(MailPause::reason).orElse(null));
    return false;
  }

  private List<Long> settleSent(MailDao dao, UUID claimId, List<Mail> sent) {
    if (sent.isEmpty()) return List.of();
    return dao.settleSent(
        claimId,
        serverIds(sent),
        sent.stream().map(mail -> mail.id().id()).toList(),
        sent.stream().map(Mail::linkSeconds).toList(),
        settings.pinLife().toSeconds());
  }

  /** Only the probe ends a pause: calls that were under way when it began prove nothing. */
  private static void settlePause(
      MailPauseDao pauses, boolean isProbe, MailTransport.Result result) {
    if (result.pause().isPresent()) {
      var pause = result.pause().get();
      var isNew =
          pauses
              .begin(pause.reason(), pause.firstSeconds(), pause.longestSeconds(), isProbe)
              .orElse(false);
      if (isNew) LOG.warn("no mails are sent for now: {}", pause.reason());
    } else if (isProbe && wentThrough(result) && pauses.end()) {
      LOG.info("mails are sent again");
    }
  }

  private static boolean wentThrough(MailTransport.Result result) {
    return result.outcomes().stream().noneMatch(Outcome.Retry.class::isInstance);
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

  /**
   * Makes mails due that wait for something an operator may have mended: a sender's address, a
   * daily limit.
   */
  void hurry() {
    jdbi.useTransaction(
        tx -> {
          Timeouts.patient(tx);
          tx.attach(MailDao.class).hurry(DAILY_LIMIT);
        });
  }

  /** Forgets what is long over. */
  void tidy() {
    Loads.finish(jdbi, (tx, limit) -> tx.attach(MailAllowanceDao.class).forgetOld(limit));
    jdbi.useExtension(MailBudgetDao.class, MailBudgetDao::forgetOld);
    FunnelService.tidy(jdbi);
  }
}

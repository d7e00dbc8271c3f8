package org.registrationapi.delivery;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailSettlementDao.Later;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.mail.Mail;
import org.registrationapi.transport.MailPause;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the outcomes of the mails of a call. */
final class MailSettlement {
  private static final Logger LOG = LoggerFactory.getLogger(MailSettlement.class);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);
  private static final Duration HELD_DELAY = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Duration pinLife;

  /**
   * @param pinLife how long a PIN is valid, from sending
   */
  MailSettlement(Jdbi jdbi, Duration pinLife) {
    this.jdbi = jdbi;
    this.pinLife = pinLife;
  }

  /** One mail with its outcome. */
  private record Settled(Mail mail, Outcome outcome) {}

  /**
   * Settles each mail of a claim by its own outcome, in one transaction. Rows that no longer belong
   * to the claim are not changed.
   *
   * @return whether a held mail was sent, that is, its sender is valid again
   */
  boolean settle(MailQueue.Claim claim, MailTransport.Result result) {
    var settled = inOrder(claim.mails(), result.outcomes());
    jdbi.useTransaction(
        tx -> {
          var events = new ArrayList<Event>();
          events.addAll(settleSent(tx, claim.id(), of(settled, Outcome.Sent.class)));
          events.addAll(settleFailed(tx, claim.id(), of(settled, Outcome.Failed.class)));
          var dao = tx.attach(MailSettlementDao.class);
          dao.settleLater(claim.id(), settled.stream().flatMap(MailSettlement::later).toList());
          var notTried = List.copyOf(of(settled, Outcome.NotTried.class).keySet());
          dao.settleNotTried(
              claim.id(), notTried, result.pause().map(MailPause::reason).orElse(null));
          tx.attach(MailBudgetDao.class).giveBack(MailCount.of(notUsed(settled)));
          settlePause(tx.attach(MailPauseDao.class), claim.isProbe(), result);
          tx.attach(EventDao.class).insertAll(events);
        });
    return of(settled, Outcome.Sent.class).keySet().stream()
        .anyMatch(mail -> mail.status().equals("held"));
  }

  /** In the order in which mails are locked, which is the sort order of the database. */
  private static List<Settled> inOrder(List<Mail> mails, List<Outcome> outcomes) {
    return IntStream.range(0, mails.size())
        .mapToObj(i -> new Settled(mails.get(i), outcomes.get(i)))
        .sorted(
            comparing((Settled one) -> one.mail.serverId())
                .thenComparing(one -> one.mail.id().toString()))
        .toList();
  }

  private static <T extends Outcome> Map<Mail, T> of(List<Settled> settled, Class<T> type) {
    var found = new LinkedHashMap<Mail, T>();
    for (var one : settled)
      if (type.isInstance(one.outcome)) found.put(one.mail, type.cast(one.outcome));
    return found;
  }

  private List<Event> settleSent(Handle tx, UUID claimId, Map<Mail, Outcome.Sent> sent) {
    var dao = tx.attach(MailSettlementDao.class);
    var mails = List.copyOf(sent.keySet());
    dao.startLifetimes(claimId, mails, pinLife.toSeconds());
    return events(EventKind.MAIL_SENT, mails, dao.settleSent(claimId, mails));
  }

  private static List<Event> settleFailed(
      Handle tx, UUID claimId, Map<Mail, Outcome.Failed> failed) {
    var mails = List.copyOf(failed.keySet());
    var reasons = failed.values().stream().map(Outcome.Failed::reason).toList();
    var areOurs = tx.attach(MailSettlementDao.class).settleFailed(claimId, mails, reasons);
    return events(EventKind.MAIL_FAILED, mails, areOurs);
  }

  /** Events of the mails that still belonged to the claim and have a user. */
  private static List<Event> events(EventKind kind, List<Mail> mails, boolean[] areOurs) {
    return IntStream.range(0, mails.size())
        .filter(i -> areOurs[i] && !mails.get(i).isTest())
        .mapToObj(mails::get)
        .map(mail -> Event.ofMail(kind, mail.serverId(), mail.userId(), mail.kind()))
        .toList();
  }

  private static Stream<Later> later(Settled settled) {
    var mail = settled.mail;
    if (settled.outcome instanceof Outcome.Retry retry)
      return Stream.of(
          new Later(
              mail.serverId(),
              mail.id(),
              mail.status(),
              retry.reason(),
              retry.isUncertain(),
              delay(mail).toSeconds()));
    if (settled.outcome instanceof Outcome.Held held)
      return Stream.of(
          new Later(
              mail.serverId(), mail.id(), "held", held.reason(), false, HELD_DELAY.toSeconds()));
    return Stream.empty();
  }

  /**
   * The mails that were counted as sent but were not, each as often as it was counted: the earlier
   * call of an uncertain mail was counted, too.
   */
  private static List<Mail> notUsed(List<Settled> settled) {
    var mails = new ArrayList<Mail>();
    for (var one : settled) {
      var mayBeUsed = one.outcome instanceof Outcome.Retry retry && retry.isUncertain();
      if (!mayBeUsed && !(one.outcome instanceof Outcome.Sent)) mails.add(one.mail);
      if (one.mail.isUncertain()) mails.add(one.mail);
    }
    return mails;
  }

  /**
   * Only the probe ends a pause: a call that was under way when the pause began may succeed anyway.
   */
  private static void settlePause(
      MailPauseDao pauses, boolean isProbe, MailTransport.Result result) {
    if (result.pause().isPresent()) {
      var pause = result.pause().get();
      var hasBegun =
          pauses.begin(
              pause.reason(), pause.kind().firstSeconds(), pause.kind().longestSeconds(), isProbe);
      if (hasBegun && !isProbe) LOG.warn("sending mails is paused: {}", pause.reason());
    } else if (isProbe && wentThrough(result) && pauses.end()) {
      LOG.info("sending mails is resumed");
    }
  }

  private static boolean wentThrough(MailTransport.Result result) {
    return result.outcomes().stream().noneMatch(Outcome.Retry.class::isInstance);
  }

  /**
   * 30 s, doubling up to an hour, with a jitter of 20 %, so that instances do not retry at the same
   * time.
   */
  static Duration delay(Mail mail) {
    var doublings = Math.min(mail.attempts() - 1, 16);
    var seconds = Math.min(FIRST_DELAY.toSeconds() << doublings, LONGEST_DELAY.toSeconds());
    return Duration.ofSeconds(
        Math.round(seconds * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
  }
}

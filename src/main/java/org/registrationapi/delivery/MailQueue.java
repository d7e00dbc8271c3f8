package org.registrationapi.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.Mail;
import org.registrationapi.transport.MailSettings;
import org.registrationapi.transport.MailTransport;

/** Decides which mails are sent next. All its state is in the database. */
final class MailQueue {
  private static final String DAILY_LIMIT = "the daily limit of mails is reached";

  /**
   * Longer than lookups and sending may take, so that no other sender claims a mail that is being
   * sent.
   */
  private static final Duration LEASE = Duration.ofSeconds(90);

  private final Jdbi jdbi;
  private final MailSettings settings;
  private final ServerTurns turns;

  MailQueue(Jdbi jdbi, MailSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
    this.turns = new ServerTurns(jdbi);
  }

  /**
   * Mails claimed for one call.
   *
   * @param isProbe whether this is the single mail that is tried after a pause
   */
  record Claim(UUID id, boolean isProbe, List<Mail> mails) {}

  /**
   * Claims due mails within the daily limits: up to 50, one after a pause, none during it. Not
   * thread-safe.
   */
  Claim claim() {
    var id = Ids.next();
    var shares = turns.next(leftToday());
    if (shares.isEmpty()) return new Claim(id, false, List.of());
    return jdbi.inTransaction(
        tx -> {
          var pauses = tx.attach(MailPauseDao.class);
          var isProbe = pauses.reason().isPresent();
          if (isProbe && !pauses.takeProbe()) return new Claim(id, true, List.of());
          var mails = claim(tx, id, shares, isProbe ? 1 : MailTransport.MAX_BATCH);
          if (isProbe && mails.isEmpty()) pauses.giveBackProbe();
          return new Claim(id, isProbe, mails);
        });
  }

  /**
   * How many mails of one call the daily limit leaves, so that the servers share them in turn. At
   * least one, so that the due mails are put off when none is left.
   */
  private int leftToday() {
    var limit = settings.dailyLimit();
    if (limit.isEmpty()) return MailTransport.MAX_BATCH;
    var used =
        jdbi.withExtension(MailBudgetDao.class, dao -> dao.used(MailBudgetDao.ALL)).orElse(0);
    return Math.max(1, Math.min(limit.get() - used, MailTransport.MAX_BATCH));
  }

  /** Locks the budget of all servers first, then those of single servers in their order. */
  private List<Mail> claim(Handle tx, UUID id, Map<Long, Integer> shares, int wanted) {
    var limit = settings.dailyLimit();
    if (limit.isEmpty()) return claimEach(tx, id, shares, wanted);
    var left = limit.get() - tx.attach(MailBudgetDao.class).lockUsed(MailBudgetDao.ALL);
    if (left > 0) return claimEach(tx, id, shares, Math.min(left, wanted));
    Timeouts.allowLongStatements(tx);
    tx.attach(MailQueueDao.class).putOffAll(DAILY_LIMIT);
    return List.of();
  }

  private List<Mail> claimEach(Handle tx, UUID id, Map<Long, Integer> shares, int wanted) {
    var servers = List.copyOf(shares.keySet());
    var left = leftOfLimits(tx, servers);
    var dao = tx.attach(MailQueueDao.class);
    var claimed = new ArrayList<UUID>();
    for (var server : servers) {
      if (claimed.size() == wanted) break;
      var share = Math.min(shares.get(server), wanted - claimed.size());
      var number = Math.min(share, left.getOrDefault(server, share));
      if (number > 0) claimed.addAll(dao.claim(id, server, number, LEASE.toSeconds()));
      else putOff(tx, server);
    }
    if (claimed.isEmpty()) return List.of();
    var mails = dao.read(servers, claimed, settings.linkLifetimes());
    tx.attach(MailBudgetDao.class).use(MailCount.of(mails));
    return mails;
  }

  /** How many more mails each server with a limit of its own may send today. */
  private static Map<Long, Integer> leftOfLimits(Handle tx, List<Long> servers) {
    var budgets = tx.attach(MailBudgetDao.class);
    return tx.attach(MailQueueDao.class).dailyLimits(servers).stream()
        .collect(
            Collectors.toMap(
                MailCount::serverId, limit -> limit.mails() - budgets.lockUsed(limit.serverId())));
  }

  private static void putOff(Handle tx, long server) {
    Timeouts.allowLongStatements(tx);
    tx.attach(MailQueueDao.class).putOff(server, DAILY_LIMIT);
  }

  /**
   * Makes mails due that wait for a setting that the operator may have corrected: a sender address,
   * a daily limit.
   */
  void makeDue() {
    jdbi.useTransaction(
        tx -> {
          Timeouts.allowLongStatements(tx);
          tx.attach(MailQueueDao.class).makeDue(DAILY_LIMIT);
        });
  }
}

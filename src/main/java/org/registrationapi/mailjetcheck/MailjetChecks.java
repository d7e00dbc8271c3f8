package org.registrationapi.mailjetcheck;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.registrationapi.dnscheck.DmarcCheck;
import org.registrationapi.dnscheck.Domain;
import org.registrationapi.dnscheck.TxtLookup;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.mailcheck.Reply;
import org.registrationapi.mailcheck.SenderChecks;
import org.registrationapi.mailjetcheck.ArrivalsDao.SentMail;
import org.registrationapi.mailjetcheck.MailjetAccount.Arrivals;
import org.registrationapi.transport.MailSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks with Mailjet. */
public final class MailjetChecks implements SenderChecks {
  private static final Logger LOG = LoggerFactory.getLogger(MailjetChecks.class);

  /** The senders of a start share what is the same for all of them. */
  private static final Duration ACCOUNT_LIFE = Duration.ofMinutes(1);

  private final String publicKey;
  private final MailjetRest mailjet;
  private final TxtLookup dns;
  private final Jdbi jdbi;
  private final EventsCheck events;
  private final Cache<String, MailjetAccount> accounts =
      Caffeine.newBuilder().expireAfterWrite(ACCOUNT_LIFE).build();

  public MailjetChecks(
      MailSettings.Mailjet mailjet, MailCheckSettings settings, TxtLookup dns, Jdbi jdbi) {
    this.publicKey = mailjet.publicKey();
    this.mailjet = new MailjetRest(mailjet);
    this.dns = dns;
    this.jdbi = jdbi;
    events = new EventsCheck(settings);
  }

  @Override
  public List<CheckResult> of(EmailAddress sender) {
    var domain = Domain.of(sender);
    var account = accounts.get(publicKey, key -> readAccount());
    var records =
        account
            .senders()
            .trouble()
            .map(Reply::<MailjetDns>unknown)
            .orElseGet(() -> mailjet.dns(domain));
    var results = new ArrayList<CheckResult>();
    results.add(SenderCheck.of(sender, account.senders(), records));
    results.addAll(MailjetDnsChecks.of(domain, records));
    results.add(DmarcCheck.of(domain, dns));
    results.add(events.of(account.callbacks(), account.arrivals()));
    results.add(ClickTrackingCheck.of(account.clicksTracked()));
    return results;
  }

  /** After a call that failed no other is tried: it would fail, too, and take as long. */
  private MailjetAccount readAccount() {
    var sent = readSent();
    var arrivals =
        sent.map(it -> new Arrivals(it.lastEvent(), it.lastMail().map(SentMail::timeSent)));
    var senders = mailjet.senders();
    if (senders.trouble().isPresent()) {
      var trouble = senders.trouble().get();
      return new MailjetAccount(senders, Reply.unknown(trouble), Reply.unknown(trouble), arrivals);
    }
    var mail = sent.value().flatMap(Sent::lastMail).map(SentMail::id);
    var tracked = mail.map(mailjet::clicksTracked).orElseGet(Reply::absent);
    return new MailjetAccount(senders, mailjet.callbacks(), tracked, arrivals);
  }

  private record Sent(Optional<Instant> lastEvent, Optional<SentMail> lastMail) {}

  private Reply<Sent> readSent() {
    try {
      return Reply.of(
          jdbi.withExtension(ArrivalsDao.class, dao -> new Sent(dao.lastEvent(), dao.lastMail())));
    } catch (JdbiException e) {
      LOG.debug("the tables could not be read", e);
      return Reply.unknown("the database does not answer");
    }
  }
}

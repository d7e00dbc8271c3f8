package org.registrationapi.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.registrationapi.mail.Mail;
import org.registrationapi.transport.MailPause;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.Outcome;

/**
 * Delivers the mails of one call: looks up those whose earlier result is unknown, then sends the
 * rest.
 */
final class MailDelivery {
  /**
   * Limits the lookups, which must not use up the claim's lease; the remaining mails are looked up
   * later.
   */
  private static final Duration LOOK_UP_TIME = Duration.ofSeconds(10);

  private final MailTransport transport;

  MailDelivery(MailTransport transport) {
    this.transport = transport;
  }

  /** The outcome of each mail, in the order of the mails. */
  MailTransport.Result deliver(List<Mail> mails) {
    Map<Mail, Outcome> known = new HashMap<>();
    var pause = lookUp(mails, known);
    var unsent = mails.stream().filter(mail -> !known.containsKey(mail)).toList();
    if (pause.isPresent()) {
      unsent.forEach(mail -> known.put(mail, new Outcome.NotTried()));
    } else if (!unsent.isEmpty()) {
      var result = transport.send(unsent);
      pause = result.pause();
      for (int i = 0; i < unsent.size(); i++) known.put(unsent.get(i), result.outcomes().get(i));
    }
    return new MailTransport.Result(mails.stream().map(known::get).toList(), pause);
  }

  /**
   * Adds the known outcomes of the uncertain mails; a mail that was certainly not sent gets none.
   */
  private Optional<MailPause> lookUp(List<Mail> mails, Map<Mail, Outcome> known) {
    if (!transport.canLookUp()) return Optional.empty();
    var uncertain = new ArrayList<>(mails.stream().filter(Mail::isUncertain).toList());
    var deadline = System.nanoTime() + LOOK_UP_TIME.toNanos();
    while (!uncertain.isEmpty()) {
      var mail = uncertain.remove(0);
      var lookup = transport.lookUp(mail);
      lookup.outcome().ifPresent(outcome -> known.put(mail, outcome));
      var isAway = lookup.outcome().filter(Outcome.Retry.class::isInstance);
      if (lookup.pause().isPresent() || isAway.isPresent() || System.nanoTime() > deadline) {
        uncertain.forEach(other -> known.put(other, isAway.orElse(new Outcome.NotTried())));
        return lookup.pause();
      }
    }
    return Optional.empty();
  }
}

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
 * One call: asks after the mails of which it is not known whether they were sent, then sends the
 * rest.
 */
final class MailDelivery {
  /**
   * Asking may not eat up the claim's lease: whoever is not asked after in this time is asked after
   * later.
   */
  private static final Duration LOOK_UP_TIME = Duration.ofSeconds(10);

  private final MailTransport transport;

  MailDelivery(MailTransport transport) {
    this.transport = transport;
  }

  /** What became of each mail, in their order. */
  MailTransport.Result deliver(List<Mail> mails) {
    Map<Mail, Outcome> known = new HashMap<>();
    var pause = lookUp(mails, known);
    var unsent = mails.stream().filter(mail -> !known.containsKey(mail)).toList();
    if (pause.isPresent()) {
      unsent.forEach(mail -> known.put(mail, new Outcome.Released()));
    } else if (!unsent.isEmpty()) {
      var result = transport.send(unsent);
      pause = result.pause();
      for (int i = 0; i < unsent.size(); i++) known.put(unsent.get(i), result.outcomes().get(i));
    }
    return new MailTransport.Result(mails.stream().map(known::get).toList(), pause);
  }

  /** Notes what is known of the uncertain mails; one that is surely not sent yet is left out. */
  private Optional<MailPause> lookUp(List<Mail> mails, Map<Mail, Outcome> known) {
    var uncertain = new ArrayList<>(mails.stream().filter(Mail::isUncertain).toList());
    var deadline = System.nanoTime() + LOOK_UP_TIME.toNanos();
    while (!uncertain.isEmpty()) {
      var mail = uncertain.remove(0);
      var lookup = transport.lookUp(mail);
      lookup.outcome().ifPresent(outcome -> known.put(mail, outcome));
      var isAway = lookup.outcome().filter(Outcome.Retry.class::isInstance);
      if (lookup.pause().isPresent() || isAway.isPresent() || System.nanoTime() > deadline) {
        uncertain.forEach(other -> known.put(other, isAway.orElse(new Outcome.Released())));
        return lookup.pause();
      }
    }
    return Optional.empty();
  }
}

package org.registrationapi.transport;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.registrationapi.mail.Mail;

/**
 * Reports every call of another transport.
 *
 * @param provider its name, as in {@link TransportWatch}
 */
public record WatchedTransport(MailTransport transport, String provider, TransportWatch watch)
    implements MailTransport {
  @Override
  public Result send(List<Mail> mails) {
    var start = System.nanoTime();
    var result = transport.send(mails);
    tell("send", result.outcomes(), result.pause(), start);
    return result;
  }

  @Override
  public boolean canLookUp() {
    return transport.canLookUp();
  }

  @Override
  public Lookup lookUp(Mail mail) {
    var start = System.nanoTime();
    var lookup = transport.lookUp(mail);
    tell("look_up", lookup.outcome().stream().toList(), lookup.pause(), start);
    return lookup;
  }

  private void tell(String call, List<Outcome> outcomes, Optional<MailPause> pause, long start) {
    var time = Duration.ofNanos(System.nanoTime() - start);
    var outcome =
        pause
            .map(one -> one.kind().name().toLowerCase(Locale.ROOT))
            .orElseGet(() -> word(outcomes));
    watch.called(provider, call, outcome, time);
  }

  private static String word(List<Outcome> outcomes) {
    if (outcomes.stream().anyMatch(Outcome.Retry.class::isInstance)) return "retry";
    return outcomes.stream().allMatch(Outcome.Sent.class::isInstance) ? "taken" : "refused";
  }
}

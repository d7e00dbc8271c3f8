package org.registrationapi.transport;

import java.util.List;
import java.util.Optional;
import org.registrationapi.mail.Mail;

/** The way out of the house. */
public interface MailTransport {
  /** Mails in one call, at the most: Mailjet's limit. */
  int MAX_BATCH = 50;

  /**
   * What came of a call.
   *
   * @param outcomes one a mail, in their order
   * @param pause why the senders should hold back; empty: they should not
   */
  record Result(List<Outcome> outcomes, Optional<MailPause> pause) {
    static Result of(List<Outcome> outcomes) {
      return new Result(outcomes, Optional.empty());
    }

    /** The same outcome for every mail. */
    public static Result all(List<Mail> mails, Outcome outcome) {
      return of(mails.stream().map(mail -> outcome).toList());
    }

    /** The call was turned away at the door. */
    static Result paused(List<Mail> mails, MailPause pause) {
      return new Result(all(mails, new Outcome.Released()).outcomes(), Optional.of(pause));
    }
  }

  /** Hands over up to {@link #MAX_BATCH} mails in one call. It may take many seconds. */
  Result send(List<Mail> mails);

  /**
   * Asks what became of a mail of whose call we know no end.
   *
   * @return {@link Outcome.Sent} if it was taken over; empty if it was not, and can be sent; {@link
   *     Outcome.Retry} if that cannot be told now
   */
  Lookup lookUp(Mail mail);

  /** The answer of {@link #lookUp}. */
  record Lookup(Optional<Outcome> outcome, Optional<MailPause> pause) {}
}

package org.registrationapi.transport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.registrationapi.mail.Mail;

/** Hands mails to a provider that sends them. */
public interface MailTransport {
  /** Maximum number of mails in one call: Mailjet's limit. */
  int MAX_BATCH = 50;

  /** The headers of every mail. RFC 3834: no automatic replies. */
  Map<String, String> HEADERS = Map.of("Auto-Submitted", "auto-generated");

  /**
   * The result of a call.
   *
   * @param outcomes one for each mail, in their order
   * @param pause why the senders should pause; empty if they should not
   */
  record Result(List<Outcome> outcomes, Optional<MailPause> pause) {
    /** A result without a pause. */
    public static Result of(List<Outcome> outcomes) {
      return new Result(outcomes, Optional.empty());
    }

    /** A result with the same outcome for every mail. */
    public static Result all(List<Mail> mails, Outcome outcome) {
      return of(mails.stream().map(mail -> outcome).toList());
    }

    /** A result for a call that was refused as a whole. */
    public static Result paused(List<Mail> mails, MailPause pause) {
      return new Result(all(mails, new Outcome.NotTried()).outcomes(), Optional.of(pause));
    }
  }

  /** Sends up to {@link #MAX_BATCH} mails in one call. It may take many seconds. */
  Result send(List<Mail> mails);

  /**
   * Whether {@link #lookUp} asks the provider. If not, a mail with an unknown result is sent again.
   */
  default boolean canLookUp() {
    return false;
  }

  /**
   * Asks for the state of a mail if the result of its call is unknown.
   *
   * @return {@link Outcome.Sent} if it was accepted; empty if it was not, and can be sent; {@link
   *     Outcome.Retry} if the state cannot be determined now
   */
  default Lookup lookUp(Mail mail) {
    return new Lookup(Optional.empty(), Optional.empty());
  }

  /** The answer of {@link #lookUp}. */
  record Lookup(Optional<Outcome> outcome, Optional<MailPause> pause) {}
}

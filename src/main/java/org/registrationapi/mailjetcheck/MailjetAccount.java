package org.registrationapi.mailjetcheck;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.registrationapi.dnscheck.Domain;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mailcheck.Reply;

/**
 * What Mailjet and the database say of the account, the same for all senders.
 *
 * @param clicksTracked whether the links of the newest mail were rewritten; absent if Mailjet does
 *     not have it
 */
record MailjetAccount(
    Reply<Senders> senders,
    Reply<List<EventUrl>> callbacks,
    Reply<Boolean> clicksTracked,
    Reply<Arrivals> arrivals) {

  /**
   * The senders of the account.
   *
   * @param isComplete whether these are all
   */
  record Senders(List<Sender> list, boolean isComplete) {}

  /**
   * A sender.
   *
   * @param email an address, or {@code *@example.com} for all addresses of a domain
   */
  record Sender(String email, String status) {
    boolean isFor(EmailAddress sender) {
      return email.equalsIgnoreCase(sender.address())
          || email.equalsIgnoreCase(sender.route())
          || email.equalsIgnoreCase("*@" + Domain.of(sender));
    }

    boolean isValidated() {
      return status.equalsIgnoreCase("Active");
    }
  }

  /** Where Mailjet reports a kind of event. */
  record EventUrl(String event, String url, String status) {}

  /**
   * Which events came.
   *
   * @param lastEvent when the last one came, to the minute; empty: none ever did
   * @param lastMail when the newest mail was sent, of those more than ten minutes old
   */
  record Arrivals(Optional<Instant> lastEvent, Optional<Instant> lastMail) {}
}

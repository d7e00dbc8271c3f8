package org.registrationapi.mailjetcheck;

import static org.registrationapi.mailcheck.CheckName.SENDER;

import java.util.Optional;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.DnsRecord;
import org.registrationapi.mailcheck.Reply;

/** Whether a sender is validated at Mailjet: its address, or all addresses of its domain. */
final class SenderCheck {
  private static final String WHERE = "in Mailjet's account settings, Sender domains & addresses";

  private SenderCheck() {}

  /**
   * The result.
   *
   * @param dns gives the record that validates the domain
   */
  static CheckResult of(
      EmailAddress sender, Reply<MailjetAccount.Senders> senders, Reply<MailjetDns> dns) {
    if (senders.trouble().isPresent()) return unknown(senders.trouble().get());
    var list = senders.value().map(MailjetAccount.Senders::list).orElseThrow();
    var ofSender = list.stream().filter(known -> known.isFor(sender)).toList();
    if (ofSender.stream().anyMatch(MailjetAccount.Sender::isValidated))
      return CheckResult.ok(SENDER, sender.address() + " is validated at Mailjet.");
    if (!ofSender.isEmpty()) return notValidated(sender, ownership(dns));
    if (!senders.value().get().isComplete())
      return CheckResult.unknown(
          SENDER,
          "The account has more senders than are looked through, and "
              + sender.address()
              + " is not among the first.",
          "Look for it " + WHERE + ".");
    return missing(sender, ownership(dns));
  }

  private static Optional<DnsRecord> ownership(Reply<MailjetDns> dns) {
    return dns.value().flatMap(MailjetDns::ownership);
  }

  private static CheckResult unknown(Reply.Trouble trouble) {
    if (trouble.isRefusal())
      return CheckResult.failed(
          SENDER,
          trouble.why() + ".",
          "Correct MJ_APIKEY_PUBLIC and MJ_APIKEY_PRIVATE, or ask Mailjet about the account.");
    return CheckResult.unknown(
        SENDER,
        "Whether the sender is validated is not known: " + trouble.why() + ".",
        "Check again later.");
  }

  private static CheckResult notValidated(EmailAddress sender, Optional<DnsRecord> ownership) {
    return CheckResult.failed(
            SENDER,
            sender.address() + " is known at Mailjet but not validated, so its mails are refused.",
            "Validate it "
                + WHERE
                + ": by the link in Mailjet's mail to it, or its whole domain"
                + (ownership.isPresent() ? " by publishing this record." : "."))
        .publish(ownership.orElse(null));
  }

  private static CheckResult missing(EmailAddress sender, Optional<DnsRecord> ownership) {
    return CheckResult.failed(
            SENDER,
            sender.address() + " is not a sender of the Mailjet account, so its mails are refused.",
            "Add and validate it, or its whole domain, "
                + WHERE
                + "; or send from another address.")
        .publish(ownership.orElse(null));
  }
}

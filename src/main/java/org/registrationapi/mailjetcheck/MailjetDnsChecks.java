package org.registrationapi.mailjetcheck;

import java.util.List;
import org.registrationapi.mailcheck.CheckName;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.Reply;

/** Whether the SPF and DKIM records of a domain are right, in Mailjet's eyes. */
final class MailjetDnsChecks {
  private MailjetDnsChecks() {}

  static List<CheckResult> of(String domain, Reply<MailjetDns> dns) {
    return List.of(spf(domain, dns), dkim(domain, dns));
  }

  private static CheckResult spf(String domain, Reply<MailjetDns> dns) {
    if (dns.value().isEmpty()) return notKnown(CheckName.SPF, domain, dns);
    var spf = dns.value().get().spf();
    if (spf.isRight())
      return CheckResult.ok(CheckName.SPF, "Mailjet finds the SPF record of " + domain + " right.");
    if (!spf.isChecked()) return notChecked(CheckName.SPF, domain);
    var toDo =
        spf.current().isEmpty()
            ? "Publish this record at the DNS provider of " + domain + "."
            : "A domain has one SPF record. Put what this one includes into the present one: "
                + spf.current();
    return CheckResult.failed(CheckName.SPF, fault("SPF record", domain, spf), toDo)
        .publish(spf.wanted().orElse(null));
  }

  private static CheckResult dkim(String domain, Reply<MailjetDns> dns) {
    if (dns.value().isEmpty()) return notKnown(CheckName.DKIM, domain, dns);
    var dkim = dns.value().get().dkim();
    if (dkim.isRight())
      return CheckResult.ok(CheckName.DKIM, "Mailjet finds the DKIM key of " + domain + " right.");
    if (!dkim.isChecked()) return notChecked(CheckName.DKIM, domain);
    return CheckResult.failed(
            CheckName.DKIM,
            fault("DKIM key", domain, dkim),
            "Publish this record at the DNS provider of " + domain + ".")
        .publish(dkim.wanted().orElse(null));
  }

  private static String fault(String what, String domain, MailjetDns.Part part) {
    var why = part.errors().isEmpty() ? "" : ": " + part.errors();
    return "Mailjet finds no right " + what + " of " + domain + why + ".";
  }

  private static CheckResult notChecked(CheckName name, String domain) {
    return CheckResult.unknown(
        name, "Mailjet has not checked " + domain + " yet.", "Check again in some minutes.");
  }

  private static CheckResult notKnown(CheckName name, String domain, Reply<MailjetDns> dns) {
    var record = name == CheckName.SPF ? "SPF record" : "DKIM key";
    if (dns.trouble().isPresent())
      return CheckResult.unknown(
          name,
          "The " + record + " of " + domain + " is not known: " + dns.trouble().get().why() + ".",
          "Check again later.");
    return CheckResult.failed(
        name,
        "Mailjet does not know the domain " + domain + ", so it has no " + record + ".",
        "Add the domain in Mailjet's account settings, Sender domains & addresses; it then shows the records.");
  }
}

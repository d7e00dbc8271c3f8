package org.registrationapi.dnscheck;

import static org.registrationapi.mailcheck.CheckName.DKIM;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.registrationapi.mailcheck.CheckResult;

/** Whether a domain has the key of the SMTP server's signature, by DNS. */
final class DkimCheck {
  /** An empty key is a revoked one. */
  private static final Pattern KEY = Pattern.compile("(?:^|;)\\s*p\\s*=\\s*[^;\\s]");

  private DkimCheck() {}

  /**
   * The result.
   *
   * @param selector the name of the key, which only the SMTP server's operator knows
   */
  static CheckResult of(String domain, Optional<String> selector, TxtLookup dns) {
    if (selector.isEmpty())
      return CheckResult.unknown(
          DKIM,
          "Whether the SMTP server signs mails is not known: a DKIM key is found by its selector only.",
          "Set MAIL_DKIM_SELECTOR to the selector that the operator of the SMTP server names. It is the s= of"
              + " DKIM-Signature in a mail that arrived.");
    var name = selector.get() + "._domainkey." + domain;
    var reply = dns.of(name);
    if (reply.trouble().isPresent())
      return CheckResult.unknown(
          DKIM,
          "The DKIM key at " + name + " is not known: " + reply.trouble().get().why() + ".",
          "Check again later. If it stays so, set DNS_SERVER.");
    return of(name, reply.value().orElse(List.of()));
  }

  private static CheckResult of(String name, List<String> texts) {
    if (texts.stream().anyMatch(text -> KEY.matcher(text).find()))
      return CheckResult.ok(DKIM, "There is a DKIM key at " + name + ".");
    var found = texts.isEmpty() ? "There is no DKIM key at " : "There is no valid DKIM key at ";
    return CheckResult.failed(
        DKIM,
        found + name + ".",
        "Publish the key that the operator of the SMTP server gives, or correct MAIL_DKIM_SELECTOR.");
  }
}

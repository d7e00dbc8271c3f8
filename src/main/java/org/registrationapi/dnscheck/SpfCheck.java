package org.registrationapi.dnscheck;

import static org.registrationapi.mailcheck.CheckName.SPF;

import java.util.List;
import java.util.regex.Pattern;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.Reply;

/** Whether a domain has one SPF record, by DNS. */
final class SpfCheck {
  private static final Pattern RECORD = Pattern.compile("v=spf1(\\s.*)?", Pattern.CASE_INSENSITIVE);

  /** Says that the domain sends no mail. */
  private static final Pattern NONE =
      Pattern.compile("v=spf1\\s+-all\\s*", Pattern.CASE_INSENSITIVE);

  private SpfCheck() {}

  /**
   * The result.
   *
   * @param texts the TXT records of the domain
   */
  static CheckResult of(String domain, Reply<List<String>> texts) {
    if (texts.trouble().isPresent())
      return CheckResult.unknown(
          SPF,
          "The SPF record of " + domain + " is not known: " + texts.trouble().get().why() + ".",
          "Check again later. If it stays so, set DNS_SERVER.");
    var records = texts.value().orElse(List.of()).stream().filter(SpfCheck::isRecord).toList();
    if (records.isEmpty())
      return CheckResult.failed(
          SPF,
          domain + " has no SPF record, so nothing says that the SMTP server may send its mails.",
          "Publish a TXT record of "
              + domain
              + " that names the SMTP server, as its operator describes.");
    if (records.size() > 1)
      return CheckResult.failed(
          SPF,
          domain + " has " + records.size() + " SPF records, so none of them counts.",
          "Make one of them: join what they name, and remove the others.");
    return one(domain, records.get(0));
  }

  private static boolean isRecord(String text) {
    return RECORD.matcher(text).matches();
  }

  private static CheckResult one(String domain, String record) {
    if (NONE.matcher(record).matches())
      return CheckResult.failed(
          SPF,
          "The SPF record of " + domain + " says that no server may send its mails: " + record,
          "Name the SMTP server in it, as its operator describes.");
    return CheckResult.ok(
        SPF,
        domain
            + " has one SPF record. Whether it names the SMTP server cannot be seen from here: "
            + record);
  }
}

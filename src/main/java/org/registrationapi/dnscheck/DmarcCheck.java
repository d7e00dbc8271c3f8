package org.registrationapi.dnscheck;

import static org.registrationapi.mailcheck.CheckName.DMARC;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.DnsRecord;

/**
 * Whether a domain, or a domain above it, has a DMARC record. The domains above are asked one after
 * the other, but not the topmost, like the tree walk of DMARC's newer edition. The older one needs
 * a list of public suffixes.
 */
public final class DmarcCheck {
  /** Of a domain above, so that there are few questions. */
  private static final int MAX_LABELS = 7;

  private static final Pattern RECORD = Pattern.compile("v=DMARC1\\s*(;.*)?");
  private static final Pattern POLICY = policy("p");
  private static final Pattern POLICY_OF_SUBDOMAINS = policy("sp");

  private DmarcCheck() {}

  private static Pattern policy(String tag) {
    return Pattern.compile(
        ";\\s*" + tag + "\\s*=\\s*(none|quarantine|reject)\\s*(;|$)", Pattern.CASE_INSENSITIVE);
  }

  /** The result. It may take some seconds for each domain. */
  public static CheckResult of(String domain, TxtLookup dns) {
    for (var name : names(domain)) {
      var reply = dns.of("_dmarc." + name);
      if (reply.trouble().isPresent())
        return CheckResult.unknown(
            DMARC,
            "The DMARC record of " + name + " is not known: " + reply.trouble().get().why() + ".",
            "Check again later. If it stays so, set DNS_SERVER.");
      var records = reply.value().orElse(List.of()).stream().filter(DmarcCheck::isRecord).toList();
      if (records.size() > 1) return several(name, records.size());
      if (records.size() == 1) return found(domain, name, records.get(0));
    }
    return CheckResult.warning(
            DMARC,
            domain + " has no DMARC record.",
            "Publish this record, which only asks for a policy of none. Large providers accept many mails only"
                + " from domains with a record.")
        .publish(DnsRecord.txt("_dmarc." + domain, "v=DMARC1; p=none"));
  }

  private static List<String> names(String domain) {
    var names = new ArrayList<String>();
    for (var name = domain; name.indexOf('.') > 0; name = name.substring(name.indexOf('.') + 1))
      if (name.equals(domain) || name.split("\\.", -1).length <= MAX_LABELS) names.add(name);
    return names;
  }

  private static boolean isRecord(String text) {
    return RECORD.matcher(text).matches();
  }

  private static CheckResult several(String name, int number) {
    return CheckResult.warning(
        DMARC,
        name + " has " + number + " DMARC records, so none of them counts.",
        "Remove all but one of the TXT records of _dmarc." + name + ".");
  }

  private static CheckResult found(String domain, String name, String record) {
    var policy = policy(record, name.equals(domain));
    if (policy.isEmpty())
      return CheckResult.warning(
              DMARC,
              "The DMARC record of " + name + " has no policy.",
              "Add a policy to the record, such as this one.")
          .publish(DnsRecord.txt("_dmarc." + name, "v=DMARC1; p=none"));
    var whose = name.equals(domain) ? domain : domain + " has no DMARC record of its own; " + name;
    return CheckResult.ok(
        DMARC, whose + " has a DMARC record with the policy " + policy.get() + ".");
  }

  private static Optional<String> policy(String record, boolean isOwn) {
    var own = first(POLICY, record);
    return isOwn ? own : first(POLICY_OF_SUBDOMAINS, record).or(() -> own);
  }

  private static Optional<String> first(Pattern tag, String record) {
    var match = tag.matcher(record);
    return match.find() ? Optional.of(match.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
  }
}

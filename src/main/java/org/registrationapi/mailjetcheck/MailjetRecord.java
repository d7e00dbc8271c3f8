package org.registrationapi.mailjetcheck;

import java.util.Optional;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.mailcheck.DnsRecord;

/** Reads a DNS record as Mailjet gives it. */
final class MailjetRecord {
  private static final int MAX_NAME = 255;
  private static final int MAX_VALUE = 4_000;

  private MailjetRecord() {}

  /**
   * The record to publish; empty if Mailjet gives none, or none that can be shown.
   *
   * @param name with or without the domain or a dot at its end
   */
  static Optional<DnsRecord> of(String name, String domain, String value) {
    var isReadable = FieldChecks.isPrintable(name) && FieldChecks.isPrintable(value);
    if (name.isBlank() || value.isBlank() || !isReadable) return Optional.empty();
    var bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    var isWhole = bare.equals(domain) || bare.endsWith("." + domain);
    var whole = isWhole ? bare : bare + "." + domain;
    if (whole.length() > MAX_NAME || value.length() > MAX_VALUE) return Optional.empty();
    return Optional.of(DnsRecord.txt(whole, value));
  }
}

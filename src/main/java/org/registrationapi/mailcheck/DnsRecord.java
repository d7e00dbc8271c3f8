package org.registrationapi.mailcheck;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.util.Optional;
import org.registrationapi.input.FieldChecks;

/** A DNS record to publish. */
public record DnsRecord(
    @OpenApiRequired @OpenApiExample("TXT") String type,
    @OpenApiRequired @OpenApiExample("mailjet._domainkey.shop.example") String name,
    @OpenApiRequired @OpenApiExample("k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ") String value) {
  private static final int MAX_NAME = 255;
  private static final int MAX_VALUE = 4_000;

  static DnsRecord txt(String name, String value) {
    return new DnsRecord("TXT", name, value);
  }

  /**
   * A record as Mailjet gives it; empty if it gives none, or none that can be shown.
   *
   * @param name with or without the domain or a dot at its end
   */
  static Optional<DnsRecord> ofMailjet(String name, String domain, String value) {
    var isReadable = FieldChecks.isPrintable(name) && FieldChecks.isPrintable(value);
    if (name.isBlank() || value.isBlank() || !isReadable) return Optional.empty();
    var bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    var isWhole = bare.equals(domain) || bare.endsWith("." + domain);
    var whole = isWhole ? bare : bare + "." + domain;
    if (whole.length() > MAX_NAME || value.length() > MAX_VALUE) return Optional.empty();
    return Optional.of(txt(whole, value));
  }
}

package org.registrationapi.mailcheck;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** A DNS record to publish. */
public record DnsRecord(
    @OpenApiRequired @OpenApiExample("TXT") String type,
    @OpenApiRequired @OpenApiExample("mailjet._domainkey.shop.example") String name,
    @OpenApiRequired @OpenApiExample("k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ") String value) {

  /** A record of the type TXT. */
  public static DnsRecord txt(String name, String value) {
    return new DnsRecord("TXT", name, value);
  }
}

package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiRequired;

/** What a server is made from. */
public record NewServer(
    @OpenApiRequired
        @OpenApiExample("shop")
        @OpenApiDescription("1 to 63 lower case letters, digits, hyphens and dots; never changes")
        String name,
    @OpenApiExample("The Little Shop") @OpenApiDescription("As people see it; without it the name")
        String displayName,
    @OpenApiExample("hello@shop.example")
        @OpenApiDescription("Where its mails come from, an address that Mailjet knows as a sender")
        String mailFrom,
    @OpenApiExample("The Little Shop") String mailFromName,
    @OpenApiExample("https://shop.example/welcome")
        @OpenApiDescription(
            "Where the browser goes after an activation; https, or http on loopback")
        String redirectUrl,
    @OpenApiExample("en") @OpenApiDescription("BCP 47, for users that have none; without it en")
        String locale,
    @OpenApiExample("86400")
        @OpenApiDescription("Seconds a link lives, from sending: 300 to 2592000")
        Long validationTtl,
    @OpenApiExample("12")
        @OpenApiDescription("Characters of a password, at the least: 8 to 64; without it 8")
        Integer passwordMinLength) {

  /** A server with nothing but a name. */
  public static NewServer named(String name) {
    return new NewServer(name, null, null, null, null, null, null, null);
  }

  @OpenApiIgnore
  ServerSettings settings() {
    return new ServerSettings(
        displayName, mailFrom, mailFromName, redirectUrl, locale, validationTtl, passwordMinLength);
  }
}

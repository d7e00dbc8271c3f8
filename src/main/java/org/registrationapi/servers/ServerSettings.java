package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;

/** What may change of a server. */
public record ServerSettings(
    @OpenApiExample("The Little Shop") @OpenApiDescription("As people see it; null: the name")
        String displayName,
    @OpenApiExample("hello@shop.example")
        @OpenApiDescription("Where its mails come from, an address that Mailjet knows as a sender")
        String mailFrom,
    @OpenApiExample("The Little Shop") String mailFromName,
    @OpenApiExample("https://shop.example/welcome")
        @OpenApiDescription(
            "Where the browser goes after an activation; https, or http on loopback")
        String redirectUrl,
    @OpenApiExample("en") @OpenApiDescription("BCP 47, for users that have none; null: en")
        String locale,
    @OpenApiExample("86400")
        @OpenApiDescription("Seconds a link lives, from sending: 300 to 2592000; null: the setting")
        Long validationTtl,
    @OpenApiExample("12")
        @OpenApiDescription("Characters of a password, at the least: 8 to 64; null: 8")
        Integer passwordMinLength) {

  static ServerSettings of(Server server) {
    return new ServerSettings(
        server.displayName(),
        server.mailFrom(),
        server.mailFromName(),
        server.redirectUrl(),
        server.locale(),
        server.validationTtl(),
        server.passwordMinLength());
  }

  @OpenApiIgnore
  ServerSettings withDefaults(String name) {
    return new ServerSettings(
        displayName == null ? name : displayName,
        mailFrom,
        mailFromName,
        redirectUrl,
        locale == null ? "en" : locale,
        validationTtl,
        passwordMinLength == null ? ServerChecks.MIN_PASSWORD : passwordMinLength);
  }
}

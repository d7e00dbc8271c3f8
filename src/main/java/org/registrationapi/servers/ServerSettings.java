package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;

/** The settings of a server that can be changed. */
public record ServerSettings(
    @OpenApiExample("The Little Shop")
        @OpenApiDescription("The name shown to people; default: the name")
        String displayName,
    @OpenApiExample("hello@shop.example")
        @OpenApiDescription("The sender of its mails, an address that is validated at Mailjet")
        String mailFrom,
    @OpenApiExample("The Little Shop") String mailFromName,
    @OpenApiExample("help@shop.example")
        @OpenApiDescription("Where replies to its mails go; default: to the sender")
        String mailReplyTo,
    @OpenApiExample("https://shop.example/welcome")
        @OpenApiDescription(
            "Where the browser is redirected after an activation; https, or http on loopback")
        String redirectUrl,
    @OpenApiExample("en") @OpenApiDescription("BCP 47, for users without one; default: en")
        String locale,
    @OpenApiExample("86400")
        @OpenApiDescription(
            "How long a link is valid, in seconds from sending: 300 to 2592000; default: the setting")
        Long validationTtl,
    @OpenApiExample("#1f5eff")
        @OpenApiDescription("#rrggbb, the colour of buttons in mails and on pages; default: blue")
        String accentColour,
    @OpenApiExample("https://shop.example/logo.png")
        @OpenApiDescription("https; shown instead of the name in mails and on pages")
        String logoUrl,
    @OpenApiExample("Welcome to The Little Shop!")
        @OpenApiDescription(
            "Plain text at the top of mails: at most 1000 characters; a blank line begins a paragraph")
        String textAbove,
    @OpenApiExample("The Little Shop, 1 Market Street, Springfield")
        @OpenApiDescription("The same, at the bottom of mails")
        String textBelow,
    @OpenApiExample("10000")
        @OpenApiDescription(
            "Maximum of mails a day (UTC): 1 to 1000000; null: only the common limit")
        Integer mailDailyLimit,
    @OpenApiExample("12")
        @OpenApiDescription("Minimum of characters of a password: 8 to 64; default: 8")
        Integer passwordMinLength,
    @OpenApiExample("standard")
        @OpenApiDescription(
            "`strict`: registering does not reveal whether an address is known; default: `standard`")
        String privacy) {

  /** The settings of a server that was created with a name only. */
  static ServerSettings defaults(String name) {
    return new ServerSettings(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null)
        .withDefaults(name);
  }

  static ServerSettings of(Server server) {
    return new ServerSettings(
        server.displayName(),
        server.mailFrom(),
        server.mailFromName(),
        server.mailReplyTo(),
        server.redirectUrl(),
        server.locale(),
        server.validationTtl(),
        server.accentColour(),
        server.logoUrl(),
        server.textAbove(),
        server.textBelow(),
        server.mailDailyLimit(),
        server.passwordMinLength(),
        server.privacy());
  }

  @OpenApiIgnore
  ServerSettings withDefaults(String name) {
    return new ServerSettings(
        displayName == null ? name : displayName,
        mailFrom,
        mailFromName,
        mailReplyTo,
        redirectUrl,
        locale == null ? "en" : locale,
        validationTtl,
        accentColour,
        logoUrl,
        textAbove,
        textBelow,
        mailDailyLimit,
        passwordMinLength == null ? ServerChecks.MIN_PASSWORD : passwordMinLength,
        privacy == null ? Server.STANDARD : privacy);
  }
}

package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;

/** The settings of a server that can be changed. */
public record ServerSettings(
    @OpenApiExample("The Little Shop") @OpenApiDescription("As people see it; null: the name")
        String displayName,
    @OpenApiExample("hello@shop.example")
        @OpenApiDescription("Where its mails come from, an address that Mailjet knows as a sender")
        String mailFrom,
    @OpenApiExample("The Little Shop") String mailFromName,
    @OpenApiExample("help@shop.example")
        @OpenApiDescription("Where answers to its mails go; without it to where they come from")
        String mailReplyTo,
    @OpenApiExample("https://shop.example/welcome")
        @OpenApiDescription(
            "Where the browser goes after an activation; https, or http on loopback")
        String redirectUrl,
    @OpenApiExample("en") @OpenApiDescription("BCP 47, for users that have none; null: en")
        String locale,
    @OpenApiExample("86400")
        @OpenApiDescription("Seconds a link lives, from sending: 300 to 2592000; null: the setting")
        Long validationTtl,
    @OpenApiExample("#1f5eff")
        @OpenApiDescription("#rrggbb, of buttons in mails and on pages; without it blue")
        String accentColour,
    @OpenApiExample("https://shop.example/logo.png")
        @OpenApiDescription("https; in place of the name in mails and on pages")
        String logoUrl,
    @OpenApiExample("Welcome to The Little Shop!")
        @OpenApiDescription(
            "Plain text of mails, before ours: at most 1000 characters; a blank line begins a paragraph")
        String textAbove,
    @OpenApiExample("The Little Shop, 1 Market Street, Springfield")
        @OpenApiDescription("The same, after ours")
        String textBelow,
    @OpenApiExample("10000")
        @OpenApiDescription("Mails a day (UTC), at the most: 1 to 1000000; null: the common limit")
        Integer mailDailyLimit,
    @OpenApiExample("12")
        @OpenApiDescription("Characters of a password, at the least: 8 to 64; null: 8")
        Integer passwordMinLength,
    @OpenApiExample("standard")
        @OpenApiDescription(
            "`strict`: registering says of no address whether it is known; null: `standard`")
        String privacy) {

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

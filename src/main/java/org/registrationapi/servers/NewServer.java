package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiRequired;

/** The body of a request that creates a server. */
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
    @OpenApiExample("help@shop.example")
        @OpenApiDescription("Where answers to its mails go; without it to where they come from")
        String mailReplyTo,
    @OpenApiExample("https://shop.example/welcome")
        @OpenApiDescription(
            "Where the browser goes after an activation; https, or http on loopback")
        String redirectUrl,
    @OpenApiExample("en") @OpenApiDescription("BCP 47, for users that have none; without it en")
        String locale,
    @OpenApiExample("86400")
        @OpenApiDescription("Seconds a link lives, from sending: 300 to 2592000")
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
        @OpenApiDescription("Characters of a password, at the least: 8 to 64; without it 8")
        Integer passwordMinLength,
    @OpenApiExample("standard")
        @OpenApiDescription(
            "`strict`: registering says of no address whether it is known; without it `standard`")
        String privacy) {

  /** A server with a name only. */
  public static NewServer named(String name) {
    return new NewServer(
        name, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  @OpenApiIgnore
  ServerSettings settings() {
    return new ServerSettings(
        displayName,
        mailFrom,
        mailFromName,
        mailReplyTo,
        redirectUrl,
        locale,
        validationTtl,
        accentColour,
        logoUrl,
        textAbove,
        textBelow,
        mailDailyLimit,
        passwordMinLength,
        privacy);
  }
}

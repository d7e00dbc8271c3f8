package org.registrationapi.servers;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiExampleProperty;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiNumberValidation;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiStringValidation;
import java.util.Map;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.mail.MailText;
import org.registrationapi.mail.MailTexts;

/** The settings of a server that can be changed. */
public record ServerSettings(
    @OpenApiExample("The Little Shop")
        @OpenApiDescription("The name shown to people; default: the name")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + ServerChecks.MAX_NAME_LENGTH)
        String displayName,
    @OpenApiExample("hello@shop.example")
        @OpenApiDescription("The sender of its mails, an address that is validated at Mailjet")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String mailFrom,
    @OpenApiExample("The Little Shop")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + ServerChecks.MAX_NAME_LENGTH)
        String mailFromName,
    @OpenApiExample("help@shop.example")
        @OpenApiDescription("Where replies to its mails go; default: to the sender")
        @Custom(name = "format", value = "email")
        @OpenApiStringValidation(maxLength = "" + EmailAddress.MAX_LENGTH)
        String mailReplyTo,
    @OpenApiExample("https://shop.example/welcome")
        @OpenApiDescription(
            "Where the browser is redirected after a link was used: https, http on loopback, or an app's own link such as myapp://done")
        @Custom(name = "format", value = "uri")
        @OpenApiStringValidation(maxLength = "" + TargetUrl.MAX_LENGTH)
        String redirectUrl,
    @OpenApiExample("https://shop.example")
        @OpenApiDescription(
            "Where the pages of links lead, a URL as redirect_url; default: the origin of redirect_url")
        @Custom(name = "format", value = "uri")
        @OpenApiStringValidation(maxLength = "" + TargetUrl.MAX_LENGTH)
        String homeUrl,
    @OpenApiExample("en")
        @OpenApiDescription("BCP 47, for users without one; default: en")
        @OpenApiStringValidation(maxLength = "" + FieldChecks.MAX_LOCALE_LENGTH)
        String locale,
    @OpenApiExample("86400")
        @OpenApiDescription(
            "How long a link is valid, in seconds from sending: 300 to 2592000; default: the setting")
        @OpenApiNumberValidation(
            minimum = "" + ServerChecks.MIN_TTL,
            maximum = "" + ServerChecks.MAX_TTL)
        Long validationTtl,
    @OpenApiExample("#1f5eff")
        @OpenApiDescription("#rrggbb, the colour of buttons in mails and on pages; default: blue")
        @OpenApiStringValidation(pattern = "^#[0-9a-fA-F]{6}$")
        String accentColour,
    @OpenApiExample("https://shop.example/logo.png")
        @OpenApiDescription("https; shown instead of the name in mails and on pages")
        @Custom(name = "format", value = "uri")
        @OpenApiStringValidation(maxLength = "" + TargetUrl.MAX_LENGTH)
        String logoUrl,
    @OpenApiExample("Welcome to The Little Shop!")
        @OpenApiDescription(
            "Plain text at the top of validation mails in every language, if `mail_texts` has none: at most 1000 characters; a blank line begins a paragraph")
        @OpenApiStringValidation(maxLength = "" + MailText.MAX_LENGTH)
        String textAbove,
    @OpenApiExample("The Little Shop, 1 Market Street, Springfield")
        @OpenApiDescription("The same, at the bottom of validation mails")
        @OpenApiStringValidation(maxLength = "" + MailText.MAX_LENGTH)
        String textBelow,
    @OpenApiExample(
            objects =
                @OpenApiExampleProperty(
                    name = "password_changed",
                    objects =
                        @OpenApiExampleProperty(
                            name = "en",
                            objects =
                                @OpenApiExampleProperty(
                                    name = "above",
                                    value = "If you need help, call us."))))
        @OpenApiDescription(
            "Texts for mails, by kind and language; `*` is every kind or language. A patch changes the texts that it names, and null removes")
        Map<String, Map<String, MailText>> mailTexts,
    @OpenApiExample("10000")
        @OpenApiDescription(
            "Maximum of mails a day (UTC): 1 to 1000000; null: only the common limit")
        @OpenApiNumberValidation(minimum = "1", maximum = "" + ServerChecks.MAX_DAILY_LIMIT)
        Integer mailDailyLimit,
    @OpenApiExample("12")
        @OpenApiDescription("Minimum of characters of a password: 8 to 64; default: 8")
        @OpenApiNumberValidation(
            minimum = "" + Server.MIN_PASSWORD_LENGTH,
            maximum = "" + ServerChecks.MAX_MIN_PASSWORD)
        Integer passwordMinLength,
    @OpenApiExample("standard")
        @OpenApiDescription(
            "`strict`: registering does not reveal whether an address is known; default: `standard`")
        @OpenApiPropertyType(definedBy = Privacy.class)
        String privacy) {

  /** The settings of a server that was created with a name only. */
  static ServerSettings defaults(String name) {
    return new ServerSettings(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null)
        .withDefaults(name);
  }

  static ServerSettings of(Server server) {
    return new ServerSettings(
        server.displayName(),
        server.mailFrom(),
        server.mailFromName(),
        server.mailReplyTo(),
        server.redirectUrl(),
        server.homeUrl(),
        server.locale(),
        server.validationTtl(),
        server.accentColour(),
        server.logoUrl(),
        server.textAbove(),
        server.textBelow(),
        server.mailTexts(),
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
        homeUrl,
        locale == null ? "en" : locale,
        validationTtl,
        accentColour,
        logoUrl,
        textAbove,
        textBelow,
        MailTexts.tidy(mailTexts),
        mailDailyLimit,
        passwordMinLength == null ? Server.MIN_PASSWORD_LENGTH : passwordMinLength,
        privacy == null ? Privacy.STANDARD.word() : privacy);
  }
}

package org.registrationapi.servers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.Map;
import org.registrationapi.mail.MailText;

/** A web application that registers its users here. */
public record Server(
    @JsonIgnore @OpenApiIgnore long id,
    @OpenApiRequired @OpenApiExample("shop") String name,
    @OpenApiRequired @OpenApiExample("The Little Shop") String displayName,
    @OpenApiExample("hello@shop.example") String mailFrom,
    @OpenApiExample("The Little Shop") String mailFromName,
    @OpenApiExample("help@shop.example") String mailReplyTo,
    @OpenApiExample("https://shop.example/welcome") String redirectUrl,
    @OpenApiExample("https://shop.example") String homeUrl,
    @OpenApiRequired @OpenApiExample("en") String locale,
    @OpenApiExample("86400")
        @OpenApiDescription(
            "How long a link is valid, in seconds from sending; null: the service's default")
        Long validationTtl,
    @OpenApiExample("#1f5eff") String accentColour,
    @OpenApiExample("https://shop.example/logo.png") String logoUrl,
    @OpenApiExample("Welcome to The Little Shop!") String textAbove,
    @OpenApiExample("The Little Shop, 1 Market Street, Springfield") String textBelow,
    @OpenApiRequired
        @OpenApiDescription("Texts for mails, by kind and language; `*` is every kind or language")
        Map<String, Map<String, MailText>> mailTexts,
    @OpenApiExample("10000")
        @OpenApiDescription("Maximum of mails a day (UTC); null: only the common limit")
        Integer mailDailyLimit,
    @OpenApiRequired @OpenApiExample("8") @OpenApiDescription("Minimum of characters of a password")
        int passwordMinLength,
    @OpenApiRequired
        @OpenApiExample("standard")
        @OpenApiDescription("`strict`: registering does not reveal whether an address is known")
        @OpenApiPropertyType(definedBy = Privacy.class)
        String privacy,
    @OpenApiRequired Instant timeCreated,
    @OpenApiRequired Instant timeUpdated) {
  /** Minimum of characters of a password, unless a server requires more. */
  public static final int MIN_PASSWORD_LENGTH = 8;
}

package org.registrationapi.users;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** One registered person at one server, as the server sees it, without the password or its hash. */
public record User(
    @OpenApiRequired
        @OpenApiExample("0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71")
        @OpenApiDescription(
            "Of the registration too: send it with the PIN. A pending user who registers again gets a new id")
        @Custom(name = "format", value = "uuid")
        UUID id,
    @OpenApiRequired @OpenApiExample("localhost") String server,
    @OpenApiRequired @OpenApiExample("ada@example.com") String email,
    @OpenApiExample("ada.king@example.com")
        @OpenApiDescription(
            "The address that the user asked for and has not proven yet; null if no change waits")
        String newEmail,
    @OpenApiExample("Ada") String firstName,
    @OpenApiExample("Lovelace") String lastName,
    @OpenApiExample("1985-12-10") LocalDate birthDate,
    @OpenApiExample("en") String locale,
    @OpenApiRequired @OpenApiExample("false") boolean isActivated,
    @OpenApiRequired Instant timeCreated,
    @OpenApiRequired Instant timeUpdated,
    Instant timeActivated,
    @OpenApiDescription(
            "The newest validation; null if the user has none, or its mail was deleted by age")
        UserValidation validation) {}

package org.registrationapi.users;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiStringValidation;
import java.time.LocalDate;
import org.registrationapi.input.FieldChecks;

/** A person's details, as text; each field is optional. */
public record Profile(
    @OpenApiExample("Ada")
        @OpenApiDescription("1 to 100 characters")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + Profile.MAX_NAME_LENGTH)
        String firstName,
    @OpenApiExample("Lovelace")
        @OpenApiDescription("1 to 100 characters")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + Profile.MAX_NAME_LENGTH)
        String lastName,
    @OpenApiExample("1985-12-10")
        @OpenApiDescription("A day from 1900-01-01 to today")
        @Custom(name = "format", value = "date")
        String birthDate,
    @OpenApiExample("en")
        @OpenApiDescription("BCP 47: the language of mails and pages")
        @OpenApiStringValidation(maxLength = "" + FieldChecks.MAX_LOCALE_LENGTH)
        String locale) {

  /** Maximum of characters of a name. */
  public static final int MAX_NAME_LENGTH = 100;

  /**
   * Adds the profile's faults to the checks, and returns the birth date; null if it is missing or
   * invalid.
   */
  @OpenApiIgnore
  public LocalDate check(FieldChecks checks, LocalDate today) {
    checks.line("first_name", firstName, MAX_NAME_LENGTH);
    checks.line("last_name", lastName, MAX_NAME_LENGTH);
    checks.locale("locale", locale);
    return checks.birthDate("birth_date", birthDate, today);
  }
}

package org.registrationapi.errors;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.util.regex.Pattern;

/**
 * One invalid field of the input.
 *
 * @param field its name as the caller wrote it, or {@code ?} for a name that no field could have,
 *     so that an attacker's text is not repeated
 * @param code the word of a {@link FieldCode}
 * @param message the fault and what to do, as a phrase that follows the field's name
 */
public record FieldError(
    @OpenApiRequired @OpenApiExample("email") String field,
    @OpenApiRequired
        @OpenApiExample("invalid_email")
        @OpenApiPropertyType(definedBy = FieldCode.class)
        String code,
    @OpenApiRequired @OpenApiExample("has no domain after the @") String message) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.*\\[\\]-]{1,100}");

  public FieldError {
    if (!NAME.matcher(field).matches()) field = "?";
  }

  public FieldError(String field, FieldCode code, String message) {
    this(field, code.word(), message);
  }
}

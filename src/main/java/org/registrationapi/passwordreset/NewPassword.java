package org.registrationapi.passwordreset;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;
import org.registrationapi.passwords.PasswordPolicy;

/** The password that a user chose. */
public record NewPassword(
    @OpenApiRequired
        @OpenApiExample("correct horse battery")
        @OpenApiStringValidation(
            minLength = "" + PasswordPolicy.MIN_LENGTH,
            maxLength = "" + PasswordPolicy.MAX_LENGTH)
        String password) {

  @Override
  public String toString() {
    return "NewPassword[***]";
  }
}

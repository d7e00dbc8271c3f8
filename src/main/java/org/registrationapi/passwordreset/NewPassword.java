package org.registrationapi.passwordreset;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** The password that a user chose. */
public record NewPassword(
    @OpenApiRequired @OpenApiExample("correct horse battery") String password) {

  @Override
  public String toString() {
    return "NewPassword[***]";
  }
}

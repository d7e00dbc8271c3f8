package org.registrationapi.passwords;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** What a user signs in with. */
public record Credentials(
    @OpenApiRequired @OpenApiExample("ada@example.com") String email,
    @OpenApiRequired @OpenApiExample("correct horse battery") String password) {

  @Override
  public String toString() {
    return "Credentials[***]";
  }
}

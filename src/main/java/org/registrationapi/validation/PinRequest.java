package org.registrationapi.validation;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** A PIN that a user entered. */
public record PinRequest(
    @OpenApiRequired @OpenApiExample("ada@example.com") String email,
    @OpenApiRequired @OpenApiExample("123456") String pinCode) {

  @Override
  public String toString() {
    return "PinRequest[***]";
  }
}

package org.registrationapi.servers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.openapi.AllOf;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiStringValidation;

/** The body of a request that creates a server: its name beside its settings. */
@AllOf({ServerRequest.Name.class, ServerSettings.class})
public record ServerRequest(String name, @JsonUnwrapped ServerSettings settings) {
  /** The name of a new server. */
  record Name(
      @OpenApiRequired
          @OpenApiExample("shop")
          @OpenApiDescription(
              "1 to 63 lower case letters, digits, hyphens and dots; cannot be changed")
          @OpenApiStringValidation(pattern = "^" + ServerChecks.NAME_FORM + "$")
          String name) {}
}

package org.registrationapi.registration;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** What every registration with strict privacy is answered with. */
record Accepted(@OpenApiRequired @OpenApiExample("accepted") String status) {
  static final Accepted ALWAYS = new Accepted("accepted");
}

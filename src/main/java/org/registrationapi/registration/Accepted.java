package org.registrationapi.registration;

import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;

/** What is said of every address: who may not know whether it is known is told nothing else. */
record Accepted(@OpenApiRequired @OpenApiExample("accepted") String status) {
  static final Accepted ALWAYS = new Accepted("accepted");
}

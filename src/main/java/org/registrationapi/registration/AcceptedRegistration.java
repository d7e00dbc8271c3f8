package org.registrationapi.registration;

import io.javalin.openapi.Custom;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.util.UUID;
import org.registrationapi.links.Accepted;

/** The response to a registration with strict privacy, for every address. */
record AcceptedRegistration(
    @OpenApiRequired
        @OpenApiExample("accepted")
        @OpenApiDescription(
            "Only with strict privacy: `accepted`, and beside it there is nothing but the id")
        String status,
    @OpenApiRequired
        @OpenApiExample("0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71")
        @OpenApiDescription(
            "Of this registration, to be sent with its PIN. With strict privacy every address gets one, so it does not tell whether the address is registered")
        @Custom(name = "format", value = "uuid")
        UUID id)
    implements RegistrationAnswer {

  /**
   * The same response for every address.
   *
   * @param id new for every address; that of an activated user's address leads to nothing
   */
  static AcceptedRegistration of(UUID id) {
    return new AcceptedRegistration(Accepted.ALWAYS.status(), id);
  }
}

package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import java.util.List;
import org.registrationapi.input.EmailAddress;

/** Values that the person should check. */
record Hints(
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @OpenApiDescription(
            "Present only if something looks mistyped: ask the person, and register again")
        List<Hint> hints) {

  /** The hints about an address. */
  static Hints of(EmailAddress email) {
    return new Hints(
        DomainHints.suggestion(email).stream()
            .map(suggestion -> new Hint("email", "domain_typo", suggestion))
            .toList());
  }
}

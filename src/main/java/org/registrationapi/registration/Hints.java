package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import java.util.List;
import org.registrationapi.input.EmailAddress;

/** What to ask the person about. */
record Hints(
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @OpenApiDescription(
            "Only there if something looks mistyped: ask the person, and register again")
        List<Hint> hints) {

  /** What an address makes one wonder. */
  static Hints of(EmailAddress email) {
    return new Hints(
        DomainHints.suggestion(email).stream()
            .map(suggestion -> new Hint("email", "domain_typo", suggestion))
            .toList());
  }
}

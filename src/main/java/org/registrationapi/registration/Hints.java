package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.text.Messages;

/** Values that the person should check. */
record Hints(
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @OpenApiDescription(
            "Present only if something looks mistyped: ask the person, and register again")
        List<Hint> hints) {

  /**
   * The hints about an address, and about a language that mails and pages do not have.
   *
   * @param locale BCP 47, or null
   */
  static Hints of(EmailAddress email, String locale) {
    var hints = new ArrayList<Hint>();
    DomainHints.suggestion(email)
        .ifPresent(meant -> hints.add(new Hint("email", HintCode.DOMAIN_TYPO.word(), meant)));
    if (locale != null && !Messages.has(locale))
      hints.add(
          new Hint(
              "locale", HintCode.NO_TRANSLATION.word(), String.join(", ", Messages.LANGUAGES)));
    return new Hints(hints);
  }

  /** What may be wrong, as a stable name. */
  enum HintCode {
    DOMAIN_TYPO,
    NO_TRANSLATION;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A value that was accepted but may be mistyped. */
  record Hint(
      @OpenApiRequired @OpenApiExample("email") String field,
      @OpenApiRequired
          @OpenApiExample("domain_typo")
          @OpenApiPropertyType(definedBy = HintCode.class)
          String code,
      @OpenApiRequired
          @OpenApiExample("ada@gmail.com")
          @OpenApiDescription("What the person may have meant")
          String suggestion) {}
}

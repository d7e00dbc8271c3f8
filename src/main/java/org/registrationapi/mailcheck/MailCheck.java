package org.registrationapi.mailcheck;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Whether the mails of a sender will arrive, as far as it can be told. */
public record MailCheck(
    @OpenApiRequired
        @OpenApiExample("mailjet")
        @OpenApiDescription("What sends mails; `mailbox`: nothing does")
        @OpenApiPropertyType(definedBy = Provider.class)
        String provider,
    @OpenApiExample("hello@shop.example")
        @OpenApiDescription("The address that mails are from; null without a provider")
        String sender,
    @OpenApiRequired
        @OpenApiExample("failed")
        @OpenApiDescription("The worst state of the checks")
        @OpenApiPropertyType(definedBy = CheckState.class)
        String state,
    @OpenApiRequired Instant timeChecked,
    @OpenApiRequired List<CheckResult> checks) {

  /** What sends mails. */
  public enum Provider {
    MAILJET,
    SMTP,
    MAILBOX;

    /** The name in answers. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @OpenApiIgnore
  boolean is(CheckState one) {
    return state.equals(one.word());
  }
}

package org.registrationapi.mailcheck;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.util.Locale;

/** The result of one check. */
public record CheckResult(
    @OpenApiRequired
        @OpenApiExample("dkim")
        @OpenApiDescription(
            "`sender`: whether the provider accepts it; `spf`, `dkim`, `dmarc`: DNS records of its domain;"
                + " `events`: whether Mailjet reports what became of mails; `click_tracking`: whether links arrive"
                + " as they were sent; `provider`: there is none")
        @OpenApiPropertyType(definedBy = CheckName.class)
        String name,
    @OpenApiRequired
        @OpenApiExample("failed")
        @OpenApiDescription(
            "failed: mails are lost or refused; warning: mails arrive, but something is missing; unknown: it cannot"
                + " be told")
        @OpenApiPropertyType(definedBy = CheckState.class)
        String state,
    @OpenApiRequired
        @OpenApiExample("Mailjet finds no right DKIM key of shop.example: no DKIM record.")
        @OpenApiDescription("What was found, for people")
        String found,
    @OpenApiExample("Publish this record at the DNS provider of shop.example.")
        @OpenApiDescription("What to do, for people; null if there is nothing to do")
        String toDo,
    @OpenApiDescription("The record to publish; null if there is none or it is not known")
        DnsRecord record) {

  /** All is well. */
  public static CheckResult ok(CheckName name, String found) {
    return new CheckResult(name.word(), CheckState.OK.word(), found, null, null);
  }

  /** It cannot be told. */
  public static CheckResult unknown(CheckName name, String found, String toDo) {
    return new CheckResult(name.word(), CheckState.UNKNOWN.word(), found, toDo, null);
  }

  /** Mails arrive, but something is missing. */
  public static CheckResult warning(CheckName name, String found, String toDo) {
    return new CheckResult(name.word(), CheckState.WARNING.word(), found, toDo, null);
  }

  /** Mails are lost or refused. */
  public static CheckResult failed(CheckName name, String found, String toDo) {
    return new CheckResult(name.word(), CheckState.FAILED.word(), found, toDo, null);
  }

  /** The same result with a record to publish; null: there is none. */
  @OpenApiIgnore
  public CheckResult publish(DnsRecord toPublish) {
    return new CheckResult(name, state, found, toDo, toPublish);
  }

  /** The name for people. */
  @OpenApiIgnore
  public String title() {
    return switch (CheckName.valueOf(name.toUpperCase(Locale.ROOT))) {
      case PROVIDER -> "Provider";
      case SENDER -> "Sender";
      case SPF -> "SPF";
      case DKIM -> "DKIM";
      case DMARC -> "DMARC";
      case EVENTS -> "Events";
      case CLICK_TRACKING -> "Links";
    };
  }

  @OpenApiIgnore
  boolean is(CheckState one) {
    return state.equals(one.word());
  }
}

package org.registrationapi.keys;

import io.javalin.openapi.OpenApiArrayValidation;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiStringValidation;
import java.util.HashSet;
import java.util.List;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.FieldChecks;

/** The request to create an API key. */
public record KeyRequest(
    @OpenApiExample("back end")
        @OpenApiStringValidation(minLength = "1", maxLength = "" + KeyRequest.MAX_LABEL_LENGTH)
        String label,
    @OpenApiExample("secret")
        @OpenApiDescription(
            "`secret` has full access and stays in the back end; `publishable` may be in a web page: it only "
                + "registers and activates by PIN, always with strict privacy; default `secret`")
        @OpenApiPropertyType(definedBy = KeyKind.class)
        String kind,
    @OpenApiDescription(
            "Required for a publishable key, and only for that: origins whose pages may use it, 1 to 20, such as "
                + "`https://shop.example`; https, http on loopback, or `capacitor://localhost` and `tauri://localhost` "
                + "of apps; no wildcards")
        @OpenApiArrayValidation(
            minItems = "1",
            maxItems = "" + KeyRequest.MAX_ORIGINS,
            uniqueItems = true)
        List<String> allowedOrigins) {

  private static final int MAX_LABEL_LENGTH = 100;
  private static final int MAX_ORIGINS = 20;

  /**
   * Checks the label, at most 100 characters, the kind, and the origins that it needs.
   *
   * @throws Failure 422 with all faults
   */
  @OpenApiIgnore
  public void check() {
    var checks = new FieldChecks();
    checks.line("label", label, MAX_LABEL_LENGTH);
    if (kind != null && KeyKind.of(kind).isEmpty())
      checks.add("kind", FieldCode.UNKNOWN_VALUE, "must be secret or publishable");
    else if (kindOrSecret() == KeyKind.PUBLISHABLE) checkOrigins(checks);
    else if (allowedOrigins != null)
      checks.add("allowed_origins", FieldCode.NOT_ALLOWED, "is only for publishable keys");
    checks.done();
  }

  @OpenApiIgnore
  private void checkOrigins(FieldChecks checks) {
    var origins = originsOrNone();
    if (origins.isEmpty() || origins.size() > MAX_ORIGINS)
      checks.add("allowed_origins", FieldCode.OUT_OF_RANGE, "must be 1 to 20 origins");
    else if (!origins.stream().allMatch(Origin::isValid))
      checks.add(
          "allowed_origins",
          FieldCode.INVALID_ORIGIN,
          "must be origins as browsers write them, such as https://shop.example: https, http on localhost, "
              + "or capacitor or tauri, in lower case, without a path or the usual port");
    else if (new HashSet<>(origins).size() < origins.size())
      checks.add("allowed_origins", FieldCode.REPEATED, "names an origin twice");
  }

  @OpenApiIgnore
  public KeyKind kindOrSecret() {
    return kind == null ? KeyKind.SECRET : KeyKind.of(kind).orElseThrow();
  }

  @OpenApiIgnore
  public List<String> originsOrNone() {
    return allowedOrigins == null ? List.of() : allowedOrigins;
  }
}

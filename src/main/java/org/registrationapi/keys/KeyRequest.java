package org.registrationapi.keys;

import io.javalin.openapi.OpenApiArrayValidation;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiStringValidation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Loopback;

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
                + "`https://shop.example`; https, or http on loopback; no wildcards")
        @OpenApiArrayValidation(
            minItems = "1",
            maxItems = "" + KeyRequest.MAX_ORIGINS,
            uniqueItems = true)
        List<String> allowedOrigins) {

  private static final int MAX_LABEL_LENGTH = 100;
  private static final int MAX_ORIGINS = 20;
  private static final int MAX_ORIGIN_LENGTH = 255;

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
      checks.add("kind", "unknown_value", "must be secret or publishable");
    else if (kindOrSecret() == KeyKind.PUBLISHABLE) checkOrigins(checks);
    else if (allowedOrigins != null)
      checks.add("allowed_origins", "not_allowed", "is only for publishable keys");
    checks.done();
  }

  @OpenApiIgnore
  private void checkOrigins(FieldChecks checks) {
    var origins = originsOrNone();
    if (origins.isEmpty() || origins.size() > MAX_ORIGINS)
      checks.add("allowed_origins", "out_of_range", "must be 1 to 20 origins");
    else if (!origins.stream().allMatch(KeyRequest::isOrigin))
      checks.add(
          "allowed_origins",
          "invalid_origin",
          "must be origins as browsers write them, such as https://shop.example: https, or http on localhost, "
              + "in lower case, without a path or the usual port");
    else if (new HashSet<>(origins).size() < origins.size())
      checks.add("allowed_origins", "repeated", "names an origin twice");
  }

  @OpenApiIgnore
  public KeyKind kindOrSecret() {
    return kind == null ? KeyKind.SECRET : KeyKind.of(kind).orElseThrow();
  }

  @OpenApiIgnore
  public List<String> originsOrNone() {
    return allowedOrigins == null ? List.of() : allowedOrigins;
  }

  /**
   * Whether a text is an origin as RFC 6454, section 6.2, writes it, because origins are compared
   * as text.
   */
  private static boolean isOrigin(String text) {
    if (text == null || text.length() > MAX_ORIGIN_LENGTH) return false;
    try {
      var url = new URI(text);
      var host = url.getHost();
      if (host == null || !Loopback.isSecureOrLocal(url) || isUsualPort(url)) return false;
      var port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return text.equals(url.getScheme() + "://" + host.toLowerCase(Locale.ROOT) + port);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isUsualPort(URI url) {
    return url.getPort() == ("https".equals(url.getScheme()) ? 443 : 80);
  }
}

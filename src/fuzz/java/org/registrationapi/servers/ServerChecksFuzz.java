package org.registrationapi.servers;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;
import org.registrationapi.errors.Failure;

/** Accepted settings of a server are safe to use in redirects, pages and mails. */
public final class ServerChecksFuzz {
  private ServerChecksFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    if (isAccepted(text, settings(null, null, null)))
      check(text.matches("[a-z0-9.-]{1,63}"), "a name fits into a path");
    if (isAccepted("shop", settings(text, null, null)))
      check(
          text.matches(
                  "https://[^/?#@]+([/?#].*)?|http://(localhost|127[.]0[.]0[.]1|\\[::1\\])(:[0-9]*)?([/?#].*)?"
                      + "|(?!https?:|javascript:|data:|vbscript:|file:|blob:)[a-z][a-z0-9+.-]+:/.*")
              && text.matches("[!-~&&[^\"<>]]{1,2000}"),
          "a redirect is https, stays on this machine, or opens an app, and is one line");
    if (isAccepted("shop", settings(null, text, null)))
      check(text.matches("#[0-9a-fA-F]{6}"), "a colour closes no attribute");
    if (isAccepted("shop", settings(null, null, text)))
      check(text.matches("https://[!-~&&[^\"<>']]{1,2000}"), "a logo is https and closes none");
  }

  private static ServerSettings settings(String redirectUrl, String accent, String logoUrl) {
    return new ServerSettings(
        null,
        null,
        null,
        null,
        redirectUrl,
        null,
        null,
        null,
        accent,
        logoUrl,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static boolean isAccepted(String name, ServerSettings settings) {
    try {
      ServerChecks.check(name, settings);
      return true;
    } catch (Failure e) {
      check(e.errors().size() == 1, "one fault is one error");
      return false;
    }
  }
}

package org.registrationapi.answer;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** HTML pages: no cookies, and only styles and scripts that are allowed by their hashes. */
public final class Page {
  private Page() {}

  /** Answers with a page under a Content-Security-Policy. */
  public static void show(Context ctx, int status, String html, String policy) {
    ctx.status(status).html(html).contentType("text/html; charset=utf-8");
    ctx.header(Header.CONTENT_SECURITY_POLICY, policy);
  }

  /**
   * A policy that allows one style sheet and nothing else.
   *
   * @param css the exact text of the style sheet
   * @param more further directives
   */
  public static String policy(String css, String more) {
    return "default-src 'none'; style-src " + hash(css) + "; base-uri 'none'; " + more;
  }

  /**
   * Allows a style sheet or a script in a policy.
   *
   * @param text the exact content of its element
   */
  public static String hash(String text) {
    return "'sha256-" + sha256(text) + "'";
  }

  /**
   * A policy for a mail, which has inline styles.
   *
   * @param pictures the origin of its images; empty: it has none
   * @param more further directives
   */
  public static String mailPolicy(Optional<String> pictures, String more) {
    return "default-src 'none'; style-src 'unsafe-inline'; img-src "
        + pictures.orElse("'none'")
        + "; base-uri 'none'; form-action 'none'; "
        + more;
  }

  private static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

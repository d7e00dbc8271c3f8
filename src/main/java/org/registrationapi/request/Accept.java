package org.registrationapi.request;

import io.javalin.http.Context;
import java.util.Locale;

/**
 * Chooses between two content types by the Accept header; the part of RFC 9110, section 12.5.1,
 * that this needs.
 */
public final class Accept {
  private Accept() {}

  /** True if HTML is preferred to JSON; without a preference the answer is JSON. */
  public static boolean wantsHtml(Context ctx) {
    var header = ctx.header("Accept");
    if (header == null) return false;
    return quality(header, "text/html", "text/*")
        > quality(header, "application/json", "application/*");
  }

  /** True if plain text is preferred to HTML; without a preference the answer is HTML. */
  public static boolean wantsText(Context ctx) {
    var header = ctx.header("Accept");
    if (header == null) return false;
    return quality(header, "text/plain", "text/*") > quality(header, "text/html", "text/*");
  }

  private static double quality(String header, String type, String range) {
    double best = 0;
    int bestRank = 0;
    for (var part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      var media = part.split(";", -1)[0].strip();
      var rank = media.equals(type) ? 3 : media.equals(range) ? 2 : media.equals("*/*") ? 1 : 0;
      if (rank <= bestRank) continue;
      bestRank = rank; // the most specific range counts
      best = weight(part);
    }
    return best;
  }

  private static double weight(String part) {
    for (var parameter : part.split(";", -1)) {
      var text = parameter.strip();
      if (text.matches("q=[01](\\.[0-9]{0,3})?")) return Double.parseDouble(text.substring(2));
    }
    return 1;
  }
}

package org.registrationapi.http;

import io.javalin.http.Context;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers of every answer, as OWASP's REST security cheat sheet recommends. */
public final class SecurityHeaders {
  private final Map<String, String> all = new LinkedHashMap<>();

  /**
   * @param publicUrl if it is https, answers have Strict-Transport-Security
   */
  public SecurityHeaders(URI publicUrl) {
    all.put("Cache-Control", "no-store");
    all.put("X-Content-Type-Options", "nosniff");
    all.put("Referrer-Policy", "no-referrer");
    all.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    all.put("Cross-Origin-Resource-Policy", "same-origin"); // does not concern CORS requests
    all.put("Cross-Origin-Opener-Policy", "same-origin");
    if ("https".equals(publicUrl.getScheme()))
      all.put("Strict-Transport-Security", "max-age=31536000");
  }

  Map<String, String> all() {
    return all;
  }

  void add(Context ctx) {
    all.forEach(ctx::header);
  }
}

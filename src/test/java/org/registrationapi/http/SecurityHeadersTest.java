package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The security headers of every response. */
class SecurityHeadersTest {
  private static Map<String, String> of(String publicUrl) {
    return new SecurityHeaders(URI.create(publicUrl)).all();
  }

  @Test
  void an_https_public_URL_adds_Strict_Transport_Security() {
    assertThat(of("https://register.example.com"))
        .containsEntry("Strict-Transport-Security", "max-age=31536000");
  }

  @Test
  void an_http_public_URL_has_the_other_headers_only() {
    assertThat(of("http://localhost:8000"))
        .containsOnly(
            Map.entry("Cache-Control", "no-store"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("Cross-Origin-Opener-Policy", "same-origin"));
  }
}

package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
  private static Map<String, String> of(String publicUrl) {
    return new SecurityHeaders(URI.create(publicUrl)).all();
  }

  @Test
  void browsers_are_told_to_keep_to_https_where_people_reach_it_by_https() {
    assertThat(of("https://register.example.com"))
        .containsEntry("Strict-Transport-Security", "max-age=31536000");
  }

  @Test
  void they_are_told_nothing_of_https_where_there_is_none() {
    assertThat(of("http://localhost:8000"))
        .containsOnly(
            Map.entry("Cache-Control", "no-store"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
  }
}

package org.registrationapi.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class LogoTest {
  private static final String HOST = "https://shop.example/";

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/logo.png, https://shop.example",
    "https://cdn.shop.example:8443/a/b.svg?v=2&w=80#x, https://cdn.shop.example:8443",
    "https://192.0.2.1/logo.png, https://192.0.2.1",
    "https://[2001:db8::1]/logo.png, https://[2001:db8::1]"
  })
  void the_origin_is_the_scheme_host_and_port_of_the_URL(String url, String origin) {
    assertThat(Logo.parse(url).origin()).isEqualTo(origin);
  }

  static final List<String> BAD =
      List.of(
          "",
          "logo.png",
          "//shop.example/logo.png",
          "http://shop.example/logo.png",
          "http://localhost/logo.png",
          "HTTPS://shop.example/logo.png",
          "javascript:alert(1)",
          "data:image/png;base64,AAAA",
          "https:",
          "https:///logo.png",
          "https://user@shop.example/logo.png",
          "https://shop.example/lo go.png",
          "https://shop.example/größe.png",
          "https://shop.example/\"onerror=alert(1)",
          "https://shop.example/'><script>",
          "https://*.example/logo.png",
          "https://shop.example;img-src/logo.png",
          "https://shop.example/\nlogo.png",
          HOST + "x".repeat(2_001 - HOST.length()));

  @ParameterizedTest
  @FieldSource("BAD")
  void an_invalid_URL_is_not_a_logo(String url) {
    assertThatThrownBy(() -> Logo.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be an https URL of at most 2000 characters");
    assertThat(Logo.of(url)).isEmpty();
  }

  @Test
  void a_URL_of_2000_characters_is_accepted_and_null_is_empty() {
    assertThat(Logo.of(HOST + "x".repeat(2_000 - HOST.length()))).isPresent();
    assertThat(Logo.of(null)).isEmpty();
  }
}

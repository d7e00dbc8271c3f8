package org.registrationapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.Secret;

class BasicCredentialsTest {
  private final BasicCredentials credentials = new BasicCredentials("ada", new Secret("p:ässword"));

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_right_credentials_match_and_the_scheme_ignores_case() {
    assertThat(credentials.areIn("Basic " + base64("ada:p:ässword"))).isTrue();
    assertThat(credentials.areIn("bASIC " + base64("ada:p:ässword"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "ada:",
        ":p:ässword",
        "ada:p:ässwor",
        "ada:p:ässword ",
        "Ada:p:ässword"
      })
  void other_credentials_do_not_match(String other) {
    assertThat(credentials.areIn("Basic " + base64(other))).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer YWRhOnA6w6Rzc3dvcmQ="})
  void an_invalid_header_does_not_match(String header) {
    assertThat(credentials.areIn(header)).isFalse();
  }

  @Test
  void printed_credentials_hide_the_password() {
    assertThat(credentials.toString()).contains("ada").doesNotContain("ässword");
  }
}

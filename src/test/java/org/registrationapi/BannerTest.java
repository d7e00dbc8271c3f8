package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.registrationapi.secrets.Secret;
import org.registrationapi.servers.FirstServer.Result;
import org.registrationapi.settings.Settings;

class BannerTest {
  private static final Secret KEY = new Secret("reg_Zb3-Q9aR_sL2vWq8hT0xKd4mZr7Yb1Nf6Pc9Gj3UaTq5");
  private static final Settings DEVELOPMENT = Settings.read(Map.of());
  private static final Settings PRODUCTION =
      Settings.read(
          Map.of("DATABASE_URL", "jdbc:postgresql://db/REG_API", "DATABASE_PASSWORD", "none"));

  private static String banner(Settings settings, boolean created, boolean isKeyMade) {
    var first = new Result("shop", created, Optional.of(KEY), isKeyMade);
    return Banner.of(settings, 8000, first, Optional.empty());
  }

  @Test
  void a_made_admin_key_is_shown() {
    var first = new Result("shop", false, Optional.of(KEY), true);

    assertThat(Banner.of(DEVELOPMENT, 8000, first, Optional.of(new Secret("made"))))
        .contains("\n  Admin key    made\n");
    assertThat(Banner.of(DEVELOPMENT, 8000, first, Optional.empty())).doesNotContain("Admin key");
  }

  @Test
  void a_made_key_is_shown_in_development_and_when_it_was_made() {
    assertThat(banner(DEVELOPMENT, false, true)).contains("'Authorization: Bearer " + KEY.value());
    assertThat(banner(PRODUCTION, true, true)).contains("  API key      " + KEY.value());
    assertThat(banner(PRODUCTION, false, true)).doesNotContain("curl", KEY.value());
  }

  @Test
  void a_key_that_the_operator_set_is_never_shown() {
    for (var settings : new Settings[] {DEVELOPMENT, PRODUCTION})
      assertThat(banner(settings, true, false))
          .contains("  API key      as set in API_KEY   (of the server shop)")
          .contains(
              "curl -i http://localhost:8000/users -H \"Authorization: Bearer $API_KEY\" \\\n")
          .doesNotContain(KEY.value());
  }

  @Test
  void a_public_URL_elsewhere_is_shown() {
    var settings = Settings.read(Map.of("PUBLIC_URL", "https://register.example.com/accounts/"));

    assertThat(banner(settings, true, true))
        .contains("\n  Links        https://register.example.com/accounts   (PUBLIC_URL)\n");
    assertThat(banner(DEVELOPMENT, true, true)).doesNotContain("PUBLIC_URL");
  }

  @Test
  void without_a_valid_key_there_is_no_curl_command() {
    var result = new Result("shop", false, Optional.empty(), true);

    assertThat(Banner.of(DEVELOPMENT, 8000, result, Optional.empty()))
        .contains("is serving at http://localhost:8000")
        .doesNotContain("curl", "API key");
  }
}

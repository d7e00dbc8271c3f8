package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetUrlTest {
  private static Server server(String redirectUrl, String homeUrl) {
    return new Server(
        1,
        "shop",
        "Shop",
        null,
        null,
        null,
        redirectUrl,
        homeUrl,
        "en",
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        8,
        "standard",
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/welcome?from=mail#top, https://shop.example/",
    "https://shop.example:8443/welcome, https://shop.example:8443/",
    "https://shop.example, https://shop.example/",
    "http://[::1]:3000/welcome, http://[::1]:3000/",
    "myapp://done?x=1, myapp://done?x=1"
  })
  void a_home_that_is_not_set_is_the_origin_of_the_redirect(String redirectUrl, String home) {
    assertThat(TargetUrl.home(server(redirectUrl, null))).contains(home);
  }

  @Test
  void a_home_that_is_set_is_taken_exactly() {
    var server = server("https://shop.example/in", "https://shop.example/a?b#c");

    assertThat(TargetUrl.home(server)).contains("https://shop.example/a?b#c");
  }

  @Test
  void a_server_without_both_has_no_home() {
    assertThat(TargetUrl.home(server(null, null))).isEmpty();
  }
}

package org.registrationapi.links;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Redirects to a server, as its web application gets them. */
@ResourceLock("log lines about SECRET_KEY")
class RedirectIT {
  private static final TestApp APP = SharedApp.APP;
  private static final TestHttp BROWSER = APP.anybody().with("Accept", "text/html");
  private static final TestHttp FORM =
      BROWSER.with("Content-Type", "application/x-www-form-urlencoded");
  private static final String HOME = "https://shop.example/in";

  private final TestHttp server = APP.newServer("\"redirect_url\": \"" + HOME + "\"");
  private final String email = newAddress();

  private String link() {
    server.post("/users", registration(email));
    return APP.mail(email, 1).link();
  }

  private String userId() {
    return server.get("/users/" + email).json().path("id").asText();
  }

  private static String location(String link) {
    var answer = BROWSER.post(link);
    assertThat(answer.status()).isEqualTo(303);
    return answer.header("Location");
  }

  private static Map<String, String> parameters(String url) {
    return Stream.of(url.substring(url.indexOf('?') + 1).split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String secret(TestHttp server) {
    return server.get("/redirect-secret").json().path("secret").asText();
  }

  /** The check that .github/API.md describes. */
  private static boolean isGenuine(Map<String, String> it, String secret) {
    var message = it.get("status") + "." + it.get("user") + "." + it.get("time");
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
      var expected = mac.doFinal(message.getBytes(US_ASCII));
      return MessageDigest.isEqual(expected, HexFormat.of().parseHex(it.get("signature")));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_application_can_believe_which_user_was_activated_and_when() {
    var before = Instant.now().minus(Duration.ofMinutes(1));
    var parameters = parameters(location(link()));

    assertThat(parameters).containsOnlyKeys("status", "user", "time", "signature");
    assertThat(parameters).containsEntry("status", "activated").containsEntry("user", userId());
    assertThat(Instant.ofEpochSecond(Long.parseLong(parameters.get("time"))))
        .isBetween(before, before.plus(Duration.ofMinutes(10)));
    assertThat(isGenuine(parameters, secret(server))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "status, password_changed",
    "user, 0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71",
    "time, 4102444800"
  })
  void a_changed_parameter_is_noticed(String name, String value) {
    var parameters = parameters(location(link()));

    parameters.put(name, value);

    assertThat(isGenuine(parameters, secret(server))).isFalse();
  }

  @Test
  void another_server_has_another_secret() {
    var parameters = parameters(location(link()));

    assertThat(isGenuine(parameters, secret(APP.newServer("")))).isFalse();
  }

  @Test
  void a_link_that_is_used_again_later_still_tells_the_time_of_the_activation() {
    var link = link();
    location(link);
    APP.sql(
        "update users set time_activated = '2026-01-02T03:04:05Z' where id = '" + userId() + "'");

    var again = parameters(location(link));

    assertThat(again).containsEntry("status", "activated").containsEntry("time", "1767323045");
    assertThat(isGenuine(again, secret(server))).isTrue();
  }

  @Test
  void a_new_password_is_told_with_a_signature() {
    location(link());
    server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    var reset = APP.mail(email, 2).link();

    var answer = FORM.send("POST", reset, "password=purple+monkey+dishwasher");

    var parameters = parameters(answer.header("Location"));
    assertThat(parameters)
        .containsEntry("status", "password_changed")
        .containsEntry("user", userId());
    assertThat(isGenuine(parameters, secret(server))).isTrue();
  }

  @Test
  void a_new_address_is_told_with_a_signature_once() {
    location(link());
    var id = userId();
    var other = newAddress();
    server.post("/users/" + email + "/email", "{\"email\": \"" + other + "\"}");
    var change = APP.mail(other, 1).link();

    var first = parameters(location(change));
    var again = parameters(location(change));

    assertThat(first).containsEntry("status", "email_changed").containsEntry("user", id);
    assertThat(isGenuine(first, secret(server))).isTrue();
    assertThat(again).isEqualTo(Map.of("status", "email_changed", "user", id));
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/in?a=1&status=x#top, https://shop.example/in?a=1&status=x&status=activated&user=.*#top",
    "https://shop.example, https://shop.example?status=activated&user=.*",
    "myapp://done, myapp://done?status=activated&user=.*",
    "myapp://, myapp://?status=activated&user=.*",
    "com.example.shop:/done?x=%20#a, com.example.shop:/done?x=%20&status=activated&user=.*#a"
  })
  void the_redirect_is_exactly_as_configured_with_our_parameters_last(String url, String expected) {
    APP.admin().patch("/servers/" + server.name(), "{\"redirect_url\": \"" + url + "\"}");
    var link = link();

    var page = BROWSER.get(link);
    var location = location(link);

    assertThat(location).matches(expected.replace("?", "\\?"));
    assertThat(page.header("Content-Security-Policy"))
        .contains("form-action 'self' " + url.substring(0, url.indexOf(':')) + ":;");
  }

  @Test
  void a_program_is_not_redirected() {
    assertThat(APP.anybody().post(link()).status()).isEqualTo(200);
  }

  @Test
  void while_SECRET_KEY_is_replaced_the_older_secret_is_shown_too() {
    var key = "a-new-secret-key-of-the-tests-9876543210";
    try (var old = TestApp.start(Map.of());
        var app =
            TestApp.startBeside(
                old, Map.of("SECRET_KEY", key, "SECRET_KEY_PREVIOUS", TestApp.SECRET_KEY))) {
      var before = old.http().get("/redirect-secret").json();
      var after = app.http().get("/redirect-secret").json();

      assertThat(before.path("secret").asText()).matches("[0-9a-f]{64}");
      assertThat(before.path("previous_secret").isNull()).isTrue();
      assertThat(after.path("previous_secret")).isEqualTo(before.path("secret"));
      assertThat(after.path("secret").asText())
          .matches("[0-9a-f]{64}")
          .isNotEqualTo(before.path("secret").asText());
    }
  }
}

package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** How requests are authenticated by a server's API key or the admin key. */
class AuthenticationIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void a_request_without_a_key_is_401_and_explains_how_to_send_one() {
    var answer = APP.anybody().get("/users");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Unauthorized","status":401,\
            "detail":"Send a key in the header Authorization: Bearer <key>.","code":"key_required","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic dXNlcjpwYXNz",
        "reg_testtest_0123456789012345678901234567890123456789abc",
        "Bearer",
        "Token reg_testtest_0123456789012345678901234567890123456789abc"
      })
  void a_key_without_the_Bearer_scheme_is_ignored(String header) {
    var answer = APP.anybody().with("Authorization", header).get("/users");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("key_required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish",
        "reg_testtest_0123456789012345678901234567890123456789abd",
        "reg_testtest_0123456789012345678901234567890123456789ab",
        "reg_testtest_0123456789012345678901234567890123456789abcd",
        "reg_unknown0_0123456789012345678901234567890123456789abc",
        "reg_TESTTEST_0123456789012345678901234567890123456789abc",
        "reg_testtest_0123456789012345678901234567890123456789abc x",
        "' or '1'='1"
      })
  void a_malformed_unknown_or_wrong_key_is_401(String key) {
    var answer = APP.anybody().withKey(key).get("/users");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(answer.code()).isEqualTo("key_invalid");
    assertThat(answer.body()).doesNotContain(key);
  }

  @Test
  void a_key_in_another_case_is_401_even_after_the_right_key() {
    var key = TestApp.API_KEY;
    var other = key.replace("testtest", "TESTTEST");

    for (int i = 0; i < 3; i++) {
      assertThat(APP.anybody().withKey(key).get("/users").status()).isEqualTo(200);
      assertThat(APP.anybody().withKey(other).get("/users").status()).isEqualTo(401);
    }
  }

  @Test
  void the_scheme_is_case_insensitive() {
    assertThat(
            APP.anybody().with("Authorization", "bearer " + TestApp.API_KEY).get("/users").status())
        .isEqualTo(200);
  }

  @Test
  void a_server_key_is_403_on_admin_routes_and_the_admin_key_on_server_routes() {
    var server = APP.http().get("/servers");
    var admin = APP.admin().get("/users");

    assertThat(server.status()).isEqualTo(403);
    assertThat(server.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Forbidden","status":403,\
            "detail":"This route needs the admin key (the setting ADMIN_KEY), not the API key of a server.",\
            "code":"key_not_allowed","request_id":"%s"}"""
                .formatted(server.header("X-Request-Id")));
    assertThat(admin.status()).isEqualTo(403);
    assertThat(admin.code()).isEqualTo("key_not_allowed");
    assertThat(APP.anybody().get("/servers").status()).isEqualTo(401);
    assertThat(APP.anybody().withKey("rubbish").get("/servers").status()).isEqualTo(401);
  }

  @Test
  void a_key_in_the_query_string_is_ignored() {
    assertThat(APP.anybody().get("/users?key=" + TestApp.API_KEY).status()).isEqualTo(401);
  }

  @Test
  void the_key_is_checked_before_the_body() {
    assertThat(APP.anybody().post("/users", "rubbish").status()).isEqualTo(401);
  }

  @Test
  void an_unset_admin_key_is_told_apart_from_a_wrong_one() {
    try (var app = TestApp.start(Map.of("ADMIN_KEY", ""))) {
      for (var answer :
          List.of(
              app.anybody().withKey(TestApp.ADMIN_KEY).get("/servers"),
              app.anybody().withKey(TestApp.ADMIN_KEY).get("/status"),
              app.anybody().withBasic("admin", TestApp.ADMIN_KEY).get("/status"))) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("admin_key_not_set");
      }
    }
    var wrong = "a key that is long enough, but wrong";
    assertThat(APP.anybody().withKey(wrong).get("/servers").code()).isEqualTo("key_invalid");
    assertThat(APP.anybody().withBasic("admin", wrong).get("/status").code())
        .isEqualTo("key_invalid");
  }
}

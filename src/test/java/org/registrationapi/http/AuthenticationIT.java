package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

class AuthenticationIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void without_a_key_the_answer_is_401_and_says_how_to_send_one() {
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
  void a_key_that_is_not_sent_as_bearer_is_no_key(String header) {
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
  void a_malformed_or_unknown_or_wrong_key_is_401(String key) {
    var answer = APP.anybody().withKey(key).get("/users");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(answer.code()).isEqualTo("key_invalid");
    assertThat(answer.body()).doesNotContain(key);
  }

  @Test
  void a_key_in_another_case_is_wrong_on_a_connection_that_knows_the_right_one() {
    var key = TestApp.API_KEY;
    var other = key.replace("testtest", "TESTTEST");

    for (int i = 0; i < 3; i++) {
      assertThat(APP.anybody().withKey(key).get("/users").status()).isEqualTo(200);
      assertThat(APP.anybody().withKey(other).get("/users").status()).isEqualTo(401);
    }
  }

  @Test
  void the_scheme_may_be_written_in_any_case() {
    assertThat(
            APP.anybody().with("Authorization", "bearer " + TestApp.API_KEY).get("/users").status())
        .isEqualTo(200);
  }

  @Test
  void a_servers_key_does_not_open_the_operators_routes_nor_the_other_way_round() {
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
  void a_key_in_the_query_string_is_not_read() {
    assertThat(APP.anybody().get("/users?key=" + TestApp.API_KEY).status()).isEqualTo(401);
  }

  @Test
  void the_key_is_checked_before_the_body() {
    assertThat(APP.anybody().post("/users", "rubbish").status()).isEqualTo(401);
  }
}

package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The operator's routes for servers and their keys. */
class ServersIT {
  private static final TestApp APP = SharedApp.APP;

  private static String newName() {
    return "shop-" + UUID.randomUUID();
  }

  @Test
  void a_server_is_created_listed_changed_and_deleted() {
    var name = newName();
    var created =
        APP.admin()
            .post(
                "/servers",
                """
                {"name": "%s", "display_name": "The Little Shop", "mail_from": "hello@shop.example",
                 "mail_from_name": "The Shop", "redirect_url": "https://shop.example/in",
                 "home_url": "myshop://home", "locale": "fr",
                 "validation_ttl": 3600, "mail_reply_to": "help@shop.example", "accent_colour": "#c0ffee",
                 "logo_url": "https://shop.example/logo.png", "text_above": "Hello!", "text_below": "a\\nb",
                 "mail_daily_limit": 200, "password_min_length": 12, "privacy": "strict"}
                """
                    .formatted(name));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/servers/" + name);
    var time = created.json().path("time_created").asText();
    assertThat(created.body())
        .isEqualTo(
            """
            {"name":"%s","display_name":"The Little Shop","mail_from":"hello@shop.example",\
            "mail_from_name":"The Shop","mail_reply_to":"help@shop.example",\
            "redirect_url":"https://shop.example/in","home_url":"myshop://home","locale":"fr",\
            "validation_ttl":3600,\
            "accent_colour":"#c0ffee","logo_url":"https://shop.example/logo.png","text_above":"Hello!",\
            "text_below":"a\\nb","mail_texts":{},"mail_daily_limit":200,"password_min_length":12,"privacy":"strict",\
            "time_created":"%s","time_updated":"%s"}"""
                .formatted(name, time, time));
    assertThat(APP.admin().get("/servers/" + name).body()).isEqualTo(created.body());
    assertThat(APP.admin().get("/servers").json().path("servers").valueStream())
        .contains(created.json());

    var changed =
        APP.admin()
            .patch(
                "/servers/" + name,
                "{\"display_name\": null, \"locale\": \"en\", \"accent_colour\": null,"
                    + " \"mail_daily_limit\": null, \"text_above\": \"Hi!\"}")
            .json();
    assertThat(changed.path("display_name").asText()).isEqualTo(name);
    assertThat(changed.path("locale").asText()).isEqualTo("en");
    assertThat(changed.path("redirect_url").asText()).isEqualTo("https://shop.example/in");
    assertThat(changed.path("accent_colour").isNull()).isTrue();
    assertThat(changed.path("mail_daily_limit").isNull()).isTrue();
    assertThat(changed.path("text_above").asText()).isEqualTo("Hi!");
    assertThat(changed.path("text_below").asText()).isEqualTo("a\nb");

    assertThat(APP.admin().delete("/servers/" + name).status()).isEqualTo(204);
    assertThat(APP.admin().get("/servers/" + name).code()).isEqualTo("server_not_found");
    assertThat(APP.admin().delete("/servers/" + name).code()).isEqualTo("server_not_found");
    assertThat(APP.admin().patch("/servers/" + name, "{}").code()).isEqualTo("server_not_found");
  }

  @Test
  void a_name_is_enough_and_must_be_unique() {
    var name = newName();
    var server = APP.admin().post("/servers", "{\"name\": \"" + name + "\"}").json();

    assertThat(server.path("display_name").asText()).isEqualTo(name);
    assertThat(server.path("locale").asText()).isEqualTo("en");
    var again = APP.admin().post("/servers", "{\"name\": \"" + name + "\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("server_exists");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name required",
        "{\"name\": \"Shop\"}|name invalid_name",
        "{\"name\": \"-shop\"}|name invalid_name",
        "{\"name\": \"a/b\"}|name invalid_name",
        "{\"name\": \"s\", \"display_name\": \" \"}|display_name blank",
        "{\"name\": \"s\", \"mail_from\": \"shop\"}|mail_from invalid_email",
        "{\"name\": \"s\", \"redirect_url\": \"http://shop.example\"}|redirect_url invalid_url",
        "{\"name\": \"s\", \"redirect_url\": \"javascript:alert(1)\"}|redirect_url invalid_url",
        "{\"name\": \"s\", \"redirect_url\": \"https://user@shop.example\"}|redirect_url invalid_url",
        "{\"name\": \"s\", \"home_url\": \"shop.example\"}|home_url invalid_url",
        "{\"name\": \"s\", \"home_url\": \"data:text/html,hello\"}|home_url invalid_url",
        "{\"name\": \"s\", \"locale\": \"en_US\"}|locale invalid_locale",
        "{\"name\": \"s\", \"validation_ttl\": 299}|validation_ttl out_of_range",
        "{\"name\": \"s\", \"validation_ttl\": 2592001}|validation_ttl out_of_range",
        "{\"name\": \"s\", \"validation_ttl\": 3600.5}|validation_ttl wrong_type",
        "{\"name\": \"s\", \"validation_ttl\": \"3600\"}|validation_ttl wrong_type",
        "{\"name\": \"s\", \"mail_reply_to\": \"Shop <a@shop.example>\"}|mail_reply_to invalid_email",
        "{\"name\": \"s\", \"accent_colour\": \"blue\"}|accent_colour invalid_colour",
        "{\"name\": \"s\", \"logo_url\": \"javascript:alert(1)\"}|logo_url invalid_url",
        "{\"name\": \"s\", \"text_above\": \"\\u0007\"}|text_above control_character",
        "{\"name\": \"s\", \"text_below\": \"\"}|text_below blank",
        "{\"name\": \"s\", \"mail_texts\": []}|mail_texts wrong_type",
        "{\"name\": \"s\", \"mail_texts\": {\"all\": {}}}|mail_texts.all unknown_field",
        "{\"name\": \"s\", \"password_min_length\": 7}|password_min_length out_of_range",
        "{\"name\": \"s\", \"password_min_length\": 65}|password_min_length out_of_range",
        "{\"name\": \"s\", \"mail_daily_limit\": 0}|mail_daily_limit out_of_range",
        "{\"name\": \"s\", \"mail_daily_limit\": 99999999999}|mail_daily_limit wrong_type",
        "{\"name\": \"s\", \"id\": 1}|id unknown_field"
      })
  void an_invalid_server_is_422(String body, String error) {
    var answer = APP.admin().post("/servers", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void a_patch_changes_only_the_texts_that_it_names_and_null_removes() {
    var path = "/servers/" + APP.newServer("").name();
    APP.admin()
        .patch(
            path,
            """
            {"mail_texts": {"validation": {"en": {"subject": "Hi", "above": "Up"}, "ar": {"above": "أهلًا"}},
                            "*": {"*": {"below": "1 Market Street"}}}}""");

    var changed =
        APP.admin()
            .patch(
                path,
                """
                {"mail_texts": {"validation": {"en": {"above": null, "below": "Down"}, "ar": null},
                                "password_changed": {"fr": {"subject": "Fait"}}}}""");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("mail_texts"))
        .isEqualTo(
            json(
                """
                {"validation": {"en": {"subject": "Hi", "below": "Down"}},
                 "password_changed": {"fr": {"subject": "Fait"}},
                 "*": {"*": {"below": "1 Market Street"}}}"""));
    assertThat(APP.admin().get(path).json()).isEqualTo(changed.json());
    assertThat(APP.admin().patch(path, "{\"locale\": \"fr\"}").json().path("mail_texts"))
        .isEqualTo(changed.json().path("mail_texts"));
    assertThat(APP.admin().patch(path, "{\"mail_texts\": null}").json().path("mail_texts"))
        .isEqualTo(json("{}"));
  }

  @Test
  void a_text_that_is_removed_whole_leaves_no_trace() {
    var path = "/servers/" + APP.newServer("").name();
    APP.admin().patch(path, "{\"mail_texts\": {\"validation\": {\"en\": {\"subject\": \"Hi\"}}}}");

    var changed =
        APP.admin()
            .patch(
                path,
                "{\"mail_texts\": {\"validation\": {\"en\": {\"subject\": null}, \"fr\": {}}}}");

    assertThat(changed.json().path("mail_texts")).isEqualTo(json("{}"));
  }

  @Test
  void every_fault_of_the_texts_is_named_by_its_path() {
    var answer =
        APP.admin()
            .patch(
                "/servers/localhost",
                """
                {"mail_texts": {"pasword_changed": {"en": {"above": "Hi"}},
                                "validation": {"en": {"subject": "a\\r\\nBcc: x@example.com", "abov": "Hi", "below": 1},
                                               "pt": {"above": "Oi"}, "AR": {"above": " "}, "fr": "Salut"},
                                "*": {"en": {"subject": "News"}}}}""");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(
            answer
                .json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asText() + " " + error.path("code").asText()))
        .containsExactlyInAnyOrder(
            "mail_texts.pasword_changed unknown_field",
            "mail_texts.validation.en.subject control_character",
            "mail_texts.validation.en.abov unknown_field",
            "mail_texts.validation.en.below wrong_type",
            "mail_texts.validation.pt invalid_locale",
            "mail_texts.validation.AR invalid_locale",
            "mail_texts.validation.AR.above blank",
            "mail_texts.validation.fr wrong_type",
            "mail_texts.*.en.subject not_allowed");
  }

  private static JsonNode json(String text) {
    try {
      return TestHttp.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void the_name_cannot_be_changed() {
    assertThat(APP.admin().patch("/servers/localhost", "{\"name\": \"other\"}").fieldError())
        .isEqualTo("name unknown_field");
  }

  @Test
  void a_server_with_users_is_deleted_with_them_only_by_force() {
    var server = APP.newServer("");
    var email = newAddress();
    server.post("/users", registration(email));
    var path = "/servers/" + server.name();

    var refused = APP.admin().delete(path);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("server_has_users");
    assertThat(APP.admin().delete(path + "?force=perhaps").fieldError())
        .isEqualTo("force wrong_type");
    assertThat(APP.admin().delete(path + "?force=false").status()).isEqualTo(409);
    assertThat(server.get("/users/" + email).status()).isEqualTo(200);

    assertThat(APP.admin().delete(path + "?force=true").status()).isEqualTo(204);
    assertThat(server.get("/users/" + email).status()).isEqualTo(401);
    assertThat(APP.query("select count(*) from users where email = '" + email + "'"))
        .isEqualTo("0");
  }

  @Test
  void a_key_is_shown_once_works_at_once_and_can_be_revoked() {
    var name = APP.newServer("").name();

    var made = APP.admin().post("/servers/" + name + "/keys", "{\"label\": \"back end\"}");

    assertThat(made.status()).isEqualTo(201);
    var id = made.json().path("id").asText();
    var key = made.json().path("key").asText();
    assertThat(key).matches("reg_" + id + "_[A-Za-z0-9]{43}");
    assertThat(APP.anybody().withKey(key).get("/users").status()).isEqualTo(200);
    var list = APP.admin().get("/servers/" + name + "/keys");
    assertThat(list.json().path("keys")).hasSize(2);
    assertThat(list.body()).doesNotContain(key.substring(13));
    assertThat(APP.query("select string_agg(k::text, ' ') from api_keys k"))
        .doesNotContain(key.substring(13));

    assertThat(APP.admin().delete("/servers/" + name + "/keys/" + id).status()).isEqualTo(204);
    assertThat(APP.anybody().withKey(key).get("/users").code()).isEqualTo("key_invalid");
    assertThat(APP.admin().delete("/servers/" + name + "/keys/" + id).status()).isEqualTo(204);
    assertThat(
            APP.admin()
                .get("/servers/" + name + "/keys")
                .json()
                .at("/keys/1/time_revoked")
                .isTextual())
        .isTrue();
  }

  @Test
  void a_key_belongs_to_its_server() {
    var mine = APP.newServer("").name();
    var theirs = APP.newServer("").name();
    var id = APP.admin().post("/servers/" + mine + "/keys", "{}").json().path("id").asText();

    assertThat(APP.admin().delete("/servers/" + theirs + "/keys/" + id).code())
        .isEqualTo("key_not_found");
    assertThat(APP.admin().post("/servers/nowhere/keys", "{}").code())
        .isEqualTo("server_not_found");
    assertThat(APP.admin().post("/servers/" + mine + "/keys", "{\"label\": \"\"}").fieldError())
        .isEqualTo("label blank");
  }

  @Test
  void operator_routes_refuse_every_key_if_no_admin_key_is_set() {
    try (var app = TestApp.start(java.util.Map.of("ADMIN_KEY", ""))) {
      assertThat(app.admin().get("/servers").status()).isEqualTo(401);
      assertThat(app.http().get("/servers").status()).isEqualTo(403);
    }
  }
}

package org.registrationapi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** Activation by the link in the mail. */
class ValidationIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void following_the_link_with_GET_or_HEAD_changes_nothing() {
    var email = newAddress();
    var link = APP.registered(email).link();
    var before = APP.userOnceSent(email);

    for (int i = 0; i < 50; i++) {
      assertThat(APP.anybody().get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().send("HEAD", link, null).status()).isEqualTo(200);
    }

    assertThat(APP.user(email)).isEqualTo(before);
  }

  @Test
  void posting_the_link_activates_and_can_be_repeated() {
    var email = newAddress();
    var link = APP.registered(email).link();
    APP.userOnceSent(email);

    var first = APP.anybody().post(link);

    var user = APP.user(email);
    assertThat(user.path("is_activated").asBoolean()).isTrue();
    assertThat(user.path("time_activated").asText()).isEqualTo(user.path("time_updated").asText());
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body())
        .isEqualTo(
            """
            {"status":"activated","server":"localhost","email":"%s","expires_at":"%s"}"""
                .formatted(email, user.at("/validation/expires_at").asText()));
    assertThat(APP.anybody().post(link).body()).isEqualTo(first.body());
    assertThat(APP.anybody().get(link).body()).isEqualTo(first.body());
    assertThat(APP.user(email)).isEqualTo(user);
  }

  @Test
  void fifty_concurrent_uses_of_one_link_activate_once() {
    var email = newAddress();
    var link = APP.registered(email).link();

    var answers = Race.answers(50, i -> APP.anybody().post(link));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    var id = APP.user(email).path("id").asText();
    assertThat(
            APP.query(
                "select count(*) from events where kind = 'activated' and user_id = '" + id + "'"))
        .isEqualTo("1");
  }

  @Test
  void a_forged_link_is_404() {
    var link = APP.registered(newAddress()).link();
    var forged =
        List.of(
            link.substring(0, link.length() - 1),
            link + "A",
            link.substring(0, 30) + (link.charAt(30) == 'A' ? 'B' : 'A') + link.substring(31),
            link.substring(0, link.length() - 1) + (link.endsWith("B") ? "C" : "B"),
            "/validation/rubbish");

    for (var path : forged) {
      for (var method : List.of("GET", "POST")) {
        var answer = APP.anybody().send(method, path, null);
        assertThat(answer.body())
            .isEqualTo(
                """
                {"type":"about:blank","title":"Not Found","status":404,\
                "detail":"There is no such link; it may be incomplete.","code":"link_not_found","request_id":"%s"}"""
                    .formatted(answer.header("X-Request-Id")));
      }
      assertThat(APP.anybody().post(path + "/reject").status()).isEqualTo(404);
    }
  }

  @Test
  void an_expired_link_is_410_and_says_what_to_do() {
    var email = newAddress();
    var link = APP.registered(email).link();
    APP.userOnceSent(email);
    expire(email);

    for (var method : List.of("GET", "POST")) {
      var answer = APP.anybody().send(method, link, null);
      assertThat(answer.body())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Gone","status":410,\
              "detail":"This link has expired; request a new mail.","code":"link_expired","request_id":"%s"}"""
                  .formatted(answer.header("X-Request-Id")));
    }
    assertThat(APP.user(email).path("is_activated").asBoolean()).isFalse();
    APP.http().post("/users/" + email + "/validation");
    assertThat(APP.anybody().post(APP.mail(email, 2).link()).status()).isEqualTo(200);
  }

  @Test
  void an_expired_link_of_an_activated_user_still_answers_activated() {
    var email = newAddress();
    var link = APP.registered(email).link();
    APP.userOnceSent(email);
    APP.anybody().post(link);
    expire(email);

    assertThat(APP.anybody().post(link).json().path("status").asText()).isEqualTo("activated");
  }

  private static void expire(String email) {
    APP.sql(
        """
        update validations v set expires_at = now() - interval '1 millisecond'
          from users u where u.server_id = v.server_id and u.id = v.user_id and u.email = '%s'
        """
            .formatted(email));
  }

  @Test
  void rejecting_deletes_the_pending_user() {
    var email = newAddress();
    var link = APP.registered(email).link();

    var answer = APP.anybody().post(link + "/reject");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("rejected");
    assertThat(APP.http().get("/users/" + email).status()).isEqualTo(404);
    assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(link).status()).isEqualTo(410);
    assertThat(APP.anybody().post(link + "/reject").status()).isEqualTo(410);
    assertThat(APP.register(email).status()).isEqualTo(201);
  }

  @Test
  void an_activated_user_cannot_be_rejected_by_its_link() {
    var email = newAddress();
    var link = APP.registered(email).link();
    APP.anybody().post(link);

    var answer = APP.anybody().post(link + "/reject");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("already_activated");
    assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
  }

  @Test
  void browsers_get_pages_and_programs_get_JSON() {
    var link = APP.registered(newAddress()).link();

    var browser =
        APP.anybody()
            .with("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

    assertThat(browser.get(link).header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(APP.anybody().get(link).header("Content-Type")).isEqualTo("application/json");
    assertThat(APP.anybody().with("Accept", "*/*").get(link).header("Content-Type"))
        .isEqualTo("application/json");
    assertThat(
            APP.anybody()
                .with("Accept", "application/json, text/html;q=0.5")
                .get(link)
                .header("Content-Type"))
        .isEqualTo("application/json");
    assertThat(browser.get("/validation/forged").status()).isEqualTo(404);
    assertThat(browser.get("/validation/forged").header("Content-Type"))
        .isEqualTo("text/html;charset=utf-8");
  }

  @Test
  void the_page_is_in_the_servers_language_and_escapes_all_values() {
    var server = APP.newServer("\"display_name\": \"<b>Shop</b> & Co\", \"locale\": \"fr\"");
    var email = newAddress().replace("@", "'&@");
    server.post("/users", registration(email));
    var link = APP.mail(email, 1).link();

    var page = APP.anybody().with("Accept", "text/html").get(link);

    assertThat(page.body())
        .contains("<html lang=\"fr\" dir=\"ltr\">")
        .contains("Activez votre inscription")
        .contains("&lt;b&gt;Shop&lt;/b&gt; &amp; Co")
        .doesNotContain("<b>")
        .doesNotContain("<script");
    assertThat(page.header("Content-Security-Policy"))
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; img-src data:; form-action 'self'; "
                + "frame-ancestors 'none'");
  }

  @Test
  void the_page_is_in_the_users_language_if_the_user_has_one() {
    var server = APP.newServer("\"locale\": \"fr\"");
    var email = newAddress();
    server.post("/users", registration(email).replace("}", ", \"locale\": \"de\"}"));
    var browser = APP.anybody().with("Accept", "text/html").with("Accept-Language", "es");

    var page = browser.get(APP.mail(email, 1).link());

    assertThat(page.body())
        .contains("<html lang=\"de\" dir=\"ltr\">", "Registrierung aktivieren")
        .doesNotContain("Activez");
  }

  @Test
  void the_browser_is_redirected_to_the_server_after_the_activation() {
    var server = APP.newServer("\"redirect_url\": \"https://shop.example/welcome?from=mail#top\"");
    var email = newAddress();
    server.post("/users", registration(email));
    var link = APP.mail(email, 1).link();
    var browser = APP.anybody().with("Accept", "text/html");

    assertThat(browser.get(link).header("Content-Security-Policy"))
        .contains("form-action 'self' https:;");
    var answer = browser.post(link);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .matches("https://shop.example/welcome\\?from=mail&status=activated&user=.*#top");
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
  }

  @Test
  void the_link_of_a_deleted_server_is_410() {
    var server = APP.newServer("");
    var email = newAddress();
    server.post("/users", registration(email));
    var link = APP.mail(email, 1).link();
    APP.admin().delete("/servers/" + server.name() + "?force=true");

    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(410);
  }
}

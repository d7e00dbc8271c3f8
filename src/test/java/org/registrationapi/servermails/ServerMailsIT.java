package org.registrationapi.servermails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** A server's mails: previews, test mails, greetings, and the validation page in its colours. */
class ServerMailsIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String LOOK =
      """
      "display_name": "The Little Shop", "locale": "fr", "accent_colour": "#ffcc00", "validation_ttl": 7200,
      "logo_url": "https://cdn.shop.example:8443/logo.png", "text_above": "Bienvenue !",
      "text_below": "1, rue du Marché", "mail_from": "shop@shop.example", "mail_reply_to": "help@shop.example"\
      """;

  private static String mails(TestHttp server) {
    return "/servers/" + server.name() + "/mails/validation";
  }

  private static String testMail(String email) {
    return "{\"email\": \"" + email + "\"}";
  }

  @Test
  void a_preview_shows_the_mail_as_HTML_and_as_text() {
    var server = APP.newServer(LOOK);

    var html = APP.admin().get(mails(server) + "?format=html");
    var text = APP.admin().get(mails(server) + "?format=text");

    assertThat(html.status()).isEqualTo(200);
    assertThat(html.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(html.body())
        .contains("<html lang=\"fr\"", "Bonjour Ada,", "Bienvenue !", "1, rue du Marché")
        .contains("pendant 2\u00a0heures", "bgcolor=\"#ffcc00\"", "alt=\"The Little Shop\"");
    assertThat(text.status()).isEqualTo(200);
    assertThat(text.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(text.body())
        .startsWith("Bonjour Ada,\n\nBienvenue !\n\n")
        .endsWith("\n\n1, rue du Marché\n\n-- \nThe Little Shop\n");
  }

  @Test
  void the_policy_of_a_preview_allows_only_its_style_and_logo() {
    assertThat(APP.admin().get(mails(APP.newServer(LOOK))).header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'unsafe-inline'; img-src https://cdn.shop.example:8443; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");
    assertThat(APP.admin().get(mails(APP.newServer(""))).header("Content-Security-Policy"))
        .contains("img-src 'none';");
  }

  @Test
  void the_link_in_a_preview_is_404() {
    var text = APP.admin().get(mails(APP.newServer("")) + "?format=text").body();

    var mail = new TestApp.ReceivedMail(TestHttp.JSON.createObjectNode().put("TextPart", text), "");
    assertThat(mail.link()).startsWith("/validation/preview-preview-");
    assertThat(APP.anybody().get(mail.link()).code()).isEqualTo("link_not_found");
    assertThat(mail.pin()).isEqualTo("123456");
  }

  @ParameterizedTest
  @CsvSource({
    "en, Activate your registration",
    "en-GB, Activate your registration",
    "fr, Activez votre inscription",
    "es, Active su registro",
    "de-AT, Registrierung aktivieren",
    "ar, تفعيل التسجيل",
    "xx, Activez votre inscription"
  })
  void a_preview_uses_the_requested_language_or_the_servers(String locale, String title) {
    assertThat(APP.admin().get(mails(APP.newServer(LOOK)) + "?locale=" + locale).body())
        .contains(">" + title + "</h1>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | | text/html",
        "text/html,application/xhtml+xml,*/*;q=0.8 | | text/html",
        "text/plain | | text/plain",
        "application/json | | text/html",
        "text/plain | ?format=html | text/html",
        "text/html | ?format=text | text/plain"
      })
  void the_format_comes_from_the_parameter_or_else_from_Accept(
      String accept, String query, String type) {
    var path = "/servers/localhost/mails/validation" + (query == null ? "" : query);

    assertThat(APP.admin().with("Accept", accept).get(path).header("Content-Type"))
        .isEqualTo(type + ";charset=utf-8");
  }

  @ParameterizedTest
  @CsvSource({
    "?format=pdf, format unknown_value",
    "?format=html&format=text, format repeated",
    "?locale=en_US, locale invalid_locale",
    "?locale=, locale invalid_locale",
    "?lang=fr, lang unknown_parameter"
  })
  void an_invalid_parameter_of_a_preview_is_422(String query, String error) {
    var answer = APP.admin().get("/servers/localhost/mails/validation" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void an_unknown_kind_or_server_is_404() {
    for (var kind : List.of("VALIDATION", "validations", "layout", "words", "..%2Fpage")) {
      var path = "/servers/localhost/mails/" + kind;
      assertThat(APP.admin().get(path).status()).isIn(400, 404);
      assertThat(APP.admin().post(path + "/test", testMail(newAddress())).status()).isIn(400, 404);
    }
    assertThat(APP.admin().get("/servers/localhost/mails/layout").body())
        .contains("\"detail\":\"There is no such kind of mail.\",\"code\":\"mail_kind_not_found\"");
    var nowhere = "/servers/nowhere/mails/validation";
    assertThat(APP.admin().get(nowhere).code()).isEqualTo("server_not_found");
    assertThat(APP.admin().post(nowhere + "/test", testMail(newAddress())).code())
        .isEqualTo("server_not_found");
  }

  @Test
  void only_the_operator_can_preview_mails_and_send_test_mails() {
    var path = "/servers/localhost/mails/validation";

    assertThat(APP.http().get(path).code()).isEqualTo("key_not_allowed");
    assertThat(APP.anybody().get(path).code()).isEqualTo("key_required");
    assertThat(APP.http().post(path + "/test", testMail(newAddress())).code())
        .isEqualTo("key_not_allowed");
  }

  @Test
  void a_test_mail_has_the_servers_settings_and_is_marked() {
    var server = APP.newServer(LOOK);
    var email = newAddress();

    var answer = APP.admin().post(mails(server) + "/test", testMail(email));

    assertThat(answer.status()).isEqualTo(202);
    var mail = APP.mail(email, 1);
    var message = mail.message();
    assertThat(answer.body()).isEqualTo("{\"id\":\"" + message.path("CustomID").asText() + "\"}");
    assertThat(message.path("Subject").asText())
        .isEqualTo("[Test] The Little Shop\u00a0: activez votre inscription");
    assertThat(message.at("/From/Email").asText()).isEqualTo("shop@shop.example");
    assertThat(message.path("ReplyTo").toString()).isEqualTo("{\"Email\":\"help@shop.example\"}");
    assertThat(mail.html()).contains("bgcolor=\"#ffcc00\"", "Bonjour Ada,", "Bienvenue !");
    await()
        .until(
            () -> APP.query("select status from mails where recipient = '" + email + "'"),
            "sent"::equals);
  }

  @Test
  void the_link_of_a_test_mail_activates_no_user() {
    var email = newAddress();
    APP.admin().post("/servers/localhost/mails/validation/test", testMail(email));
    var link = APP.mail(email, 1).link();

    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.http().get("/users/" + email).status()).isEqualTo(404);
    assertThat(
            APP.http()
                .post("/validation", "{\"email\": \"" + email + "\", \"pin_code\": \"123456\"}")
                .code())
        .isEqualTo("user_not_found");
  }

  private static final String TEXTS =
      """
      "locale": "en", "text_above": "Welcome!", "mail_texts": {
        "password_changed": {"ar": {"subject": "كلمة مرورك", "above": "تنبيه"}, "*": {"above": "Attention"}},
        "*": {"*": {"below": "1 Market Street"}}}""";

  @ParameterizedTest
  @CsvSource({"ar, 'كلمة مرورك', 'تنبيه'", "ar-EG, 'كلمة مرورك', 'تنبيه'", "de, , Attention"})
  void a_mail_of_a_kind_has_the_texts_in_its_language(String locale, String subject, String above) {
    var server = APP.newServer(TEXTS);
    var email = newAddress();
    var path = "/servers/" + server.name() + "/mails/password_changed";

    var preview = APP.admin().get(path + "?format=text&locale=" + locale).body();
    APP.admin()
        .post(path + "/test", "{\"email\": \"" + email + "\", \"locale\": \"" + locale + "\"}");

    assertThat(preview).contains("\n\n" + above + "\n\n", "\n\n1 Market Street\n\n-- \n");
    var mail = APP.mail(email, 1);
    assertThat(mail.text()).contains("\n\n" + above + "\n\n").doesNotContain("Welcome!");
    assertThat(mail.html()).contains(">" + above + "</p>", ">1 Market Street</p>");
    assertThat(mail.message().path("Subject").asText())
        .isEqualTo(
            "[Test] "
                + (subject == null ? server.name() + ": Ihr Passwort wurde geändert" : subject));
  }

  @Test
  void a_users_mail_has_the_servers_texts() {
    var server = APP.newServer(TEXTS);
    var email = newAddress();
    server.post("/users", registration(email));

    assertThat(APP.mail(email, 1).text())
        .contains("Welcome!\n\n", "\n\n1 Market Street\n\n-- \n")
        .doesNotContain("Attention");
  }

  @Test
  void a_test_mail_uses_the_requested_language() {
    var email = newAddress();
    APP.admin()
        .post(
            "/servers/localhost/mails/validation/test",
            "{\"email\": \"" + email + "\", \"locale\": \"ar-EG\"}");

    assertThat(APP.mail(email, 1).message().path("Subject").asText())
        .isEqualTo("[Test] تفعيل التسجيل في localhost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|email required",
        "{\"email\": \"ada\"}|email invalid_email",
        "{\"email\": \"ada@example.com\", \"locale\": \"en_US\"}|locale invalid_locale",
        "{\"email\": \"ada@example.com\", \"name\": \"Ada\"}|name unknown_field"
      })
  void an_invalid_request_for_a_test_mail_is_422(String body, String error) {
    var answer = APP.admin().post("/servers/localhost/mails/validation/test", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void deleting_a_server_deletes_its_test_mails() {
    var server = APP.newServer("");
    var email = newAddress();
    APP.admin().post(mails(server) + "/test", testMail(email));
    APP.mail(email, 1);

    assertThat(APP.admin().delete("/servers/" + server.name()).status()).isEqualTo(204);

    assertThat(APP.query("select count(*) from mails where recipient = '" + email + "'"))
        .isEqualTo("0");
  }

  @Test
  void a_user_is_greeted_by_its_first_name() {
    var email = newAddress();
    APP.http().post("/users", named(email, "Grace"));

    var mail = APP.mail(email, 1);

    assertThat(mail.text()).startsWith("Hello Grace,\n\nSomebody, hopefully you,");
    assertThat(mail.html()).contains(">Hello Grace,</p>");
    assertThat(mail.message().has("ReplyTo")).isFalse();
  }

  private static String named(String email, String firstName) {
    return registration(email).replace("}", ", \"first_name\": \"" + firstName + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.evil.com", "Call 555 0100", "Click here", "<b>Ada</b>", "€500"})
  void a_user_with_a_first_name_that_may_be_misused_is_not_greeted(String firstName) {
    var email = newAddress();
    APP.http().post("/users", named(email, firstName));

    var mail = APP.mail(email, 1);

    assertThat(mail.text()).startsWith("Somebody, hopefully you,").doesNotContain(firstName);
    // random values may contain any digits
    var html = mail.html().replace(mail.link(), "").replace(mail.pin(), "").replace(email, "");
    assertThat(html).doesNotContain("Hello", firstName, "evil", "555", "€");
  }

  @Test
  void the_validation_page_has_the_servers_colours_and_logo() {
    var server = APP.newServer(LOOK);
    var email = newAddress();
    server.post("/users", registration(email));

    var page = APP.anybody().with("Accept", "text/html").get(APP.mail(email, 1).link());

    assertThat(page.body())
        .contains(":root { --accent: #ffcc00; --on-accent: #000000;")
        .contains("src=\"https://cdn.shop.example:8443/logo.png\" alt=\"The Little Shop\"")
        .doesNotContain("class=\"initial\"");
    assertThat(page.header("Content-Security-Policy"))
        .matches(
            "default-src 'none'; style-src '(sha256-[A-Za-z0-9+/=]+)'; base-uri 'none'; "
                + "img-src data: https://cdn.shop.example:8443; form-action 'self'; frame-ancestors 'none'");
  }

  @Test
  void an_invalid_stored_logo_or_accent_is_ignored_in_mail_and_page() {
    var server = APP.newServer("");
    APP.sql(
        "update servers set accent_colour = 'red;}', logo_url = 'javascript:alert(1)' where name = '"
            + server.name()
            + "'");
    var email = newAddress();
    server.post("/users", registration(email));

    var mail = APP.mail(email, 1);
    var page = APP.anybody().with("Accept", "text/html").get(mail.link());

    assertThat(mail.html()).contains("bgcolor=\"#1f5eff\"").doesNotContain("red;}", "javascript");
    assertThat(page.body()).doesNotContain("red;}", "javascript");
    assertThat(page.header("Content-Security-Policy")).contains("img-src data:;");
  }

  @Test
  void a_test_mail_of_an_unknown_server_stores_nothing() {
    var email = newAddress();
    APP.admin().post("/servers/" + UUID.randomUUID() + "/mails/validation/test", testMail(email));

    assertThat(APP.query("select count(*) from mails where recipient = '" + email + "'"))
        .isEqualTo("0");
  }
}

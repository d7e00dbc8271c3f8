package org.registrationapi.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The development mailbox, which is used without an account at Mailjet. */
class MailboxIT {
  private static final TestApp APP =
      TestApp.startDevelopment(Map.of("MAIL_FROM", "no-reply@example.org"));

  @AfterAll
  static void stop() {
    APP.close();
  }

  /** The mails to an address, the newest first. */
  private static JsonNode mails(String email) {
    return APP.anybody().get("/mailbox?to=" + email).json().path("mails");
  }

  private static TestHttp browser() {
    return APP.anybody().with("Accept", "text/html");
  }

  @Test
  void a_person_sees_the_newest_mails_first_and_one_mail_at_a_time() {
    var first = newAddress();
    var second = newAddress();
    APP.register(first);
    APP.register(second);

    var page = browser().get("/mailbox");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.body().indexOf(second)).isPositive().isLessThan(page.body().indexOf(first));

    var mail = browser().get(find("href=\"[.](/mailbox/[0-9a-f-]{36})\"", page.body()));
    assertThat(mail.status()).isEqualTo(200);
    assertThat(mail.body())
        .contains("<dd dir=\"auto\">localhost &lt;no-reply@example.org&gt;</dd>", second)
        .contains("<dt>Auto-Submitted</dt><dd>auto-generated</dd>");
    var frame = browser().get(find("src=\"[.][.](/mailbox/[0-9a-f-]{36}/html)\"", mail.body()));
    assertThat(frame.body()).contains("<base target=\"_top\">").contains(second);
    var link = find("href=\"http://localhost(/validation/[A-Za-z0-9_-]{75})\"", frame.body());
    assertThat(mail.body()).contains("href=\"http://localhost" + link + "\"");
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
    assertThat(APP.user(second).path("is_activated").asBoolean()).isTrue();
  }

  private static String find(String pattern, String text) {
    var match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(pattern).isTrue();
    return match.group(1);
  }

  @Test
  void a_test_reads_the_link_and_the_PIN_of_a_user_that_it_has_just_registered() {
    var email = newAddress();
    var id = APP.register(email).json().path("id").asText();

    var answer = APP.anybody().get("/mailbox?kind=validation&limit=1&to=" + email);

    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().path("next_cursor").isNull()).isTrue();
    var mail = answer.json().at("/mails/0");
    assertThat(mail.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "time",
            "server",
            "kind",
            "from",
            "reply_to",
            "to",
            "subject",
            "headers",
            "link",
            "pin",
            "logo_url",
            "text",
            "html");
    assertThat(mail.path("server").asText()).isEqualTo("localhost");
    assertThat(mail.path("kind").asText()).isEqualTo("validation");
    assertThat(mail.path("from").toString())
        .isEqualTo("{\"email\":\"no-reply@example.org\",\"name\":\"localhost\"}");
    assertThat(mail.path("reply_to").isNull()).isTrue();
    assertThat(mail.path("to").asText()).isEqualTo(email);
    assertThat(mail.path("subject").asText()).isEqualTo("localhost: activate your registration");
    assertThat(mail.path("link").asText()).startsWith("http://localhost/validation/");
    assertThat(mail.path("text").asText()).contains(mail.path("link").asText());
    assertThat(mail.path("html").asText()).contains(mail.path("link").asText());
    assertThat(APP.anybody().get("/mailbox/" + mail.path("id").asText()).json()).isEqualTo(mail);

    var pin = mail.path("pin").asText();
    var proof = "{\"email\": \"%s\", \"pin_code\": \"%s\", \"id\": \"%s\"}";
    assertThat(APP.http().post("/validation", proof.formatted(email, pin, id)).status())
        .isEqualTo(200);
  }

  @Test
  void a_mail_without_a_link_has_null_for_link_and_PIN() {
    var server = APP.newServer("");
    var email = newAddress();
    var test = "/servers/" + server.name() + "/mails/password_changed/test";
    APP.admin().post(test, "{\"email\": \"" + email + "\"}");

    var mail = mails(email).get(0);

    assertThat(mail.path("kind").asText()).isEqualTo("password_changed");
    assertThat(mail.path("link").isNull()).isTrue();
    assertThat(mail.path("pin").isNull()).isTrue();
  }

  @Test
  void a_mail_stays_as_it_was_sent_when_its_server_and_its_user_change() {
    var server =
        APP.newServer("\"display_name\": \"The Old Shop\", \"mail_reply_to\": \"a@b.example\"");
    var email = newAddress();
    var ada = registration(email).replace("}", ", \"first_name\": \"Ada\"}");
    assertThat(server.post("/users", ada).status()).isEqualTo(201);
    var before = mails(email);

    APP.admin()
        .patch(
            "/servers/" + server.name(),
            "{\"display_name\": \"The New Shop\", \"mail_from\": \"new@shop.example\", \"mail_reply_to\": null}");
    server.patch("/users/" + email, "{\"first_name\": \"Grace\"}");
    assertThat(mails(email)).isEqualTo(before);
    APP.admin().delete("/servers/" + server.name() + "?force=true");

    assertThat(mails(email)).isEqualTo(before).hasSize(1);
    assertThat(before.at("/0/from/name").asText()).isEqualTo("The Old Shop");
    assertThat(before.at("/0/reply_to").asText()).isEqualTo("a@b.example");
    assertThat(before.at("/0/text").asText()).contains("The Old Shop", "Hello Ada,");
  }

  @Test
  void mails_are_found_by_recipient_server_kind_and_text() {
    var shop = APP.newServer("\"display_name\": \"The Little Shop\"");
    var club = APP.newServer("\"display_name\": \"The Club\"");
    var ada = newAddress();
    var bob = newAddress();
    shop.post("/users", registration(ada));
    club.post("/users", registration(ada));
    club.post("/users", registration(bob));
    var clubTest = "/servers/" + club.name() + "/mails/password_reset/test";
    APP.admin().post(clubTest, "{\"email\": \"" + bob + "\"}");
    var ofClub = "server=" + club.name();

    assertThat(found("to=" + ada.toUpperCase(java.util.Locale.ROOT))).containsExactly(ada, ada);
    assertThat(found("to=x" + ada)).isEmpty();
    assertThat(found(ofClub)).containsExactly(bob, bob, ada);
    assertThat(found(ofClub + "&kind=password_reset")).containsExactly(bob);
    assertThat(found(ofClub + "&to=" + ada)).containsExactly(ada);
    assertThat(found("query=little+SHOP&to=" + ada)).containsExactly(ada);
    assertThat(found("query=" + club.name().substring(2, 20))).containsExactly(bob, bob, ada);
    assertThat(found("query=&" + ofClub)).containsExactly(bob, bob, ada);
    assertThat(found("server=nowhere")).isEmpty();
  }

  /** The recipients of the mails that a query finds. */
  private static List<String> found(String query) {
    return APP.anybody().get("/mailbox?" + query).json().findValuesAsText("to");
  }

  @Test
  void the_list_has_pages() {
    var server = APP.newServer("");
    var sent = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      var email = newAddress();
      sent.add(0, email);
      server.post("/users", registration(email));
    }

    var found = new ArrayList<String>();
    var pages = 0;
    for (var path = "/mailbox?limit=2&server=" + server.name(); path != null; pages++) {
      var page = APP.anybody().get(path);
      found.addAll(page.json().findValuesAsText("to"));
      path = page.nextPath();
    }

    assertThat(found).isEqualTo(sent);
    assertThat(pages).isEqualTo(3);
    var page = browser().get("/mailbox?limit=2&server=" + server.name()).body();
    var next = find("href=\"[.](/mailbox[?]cursor=[^\"]+)\"", page).replace("&amp;", "&");
    assertThat(browser().get(next).body()).contains(sent.get(2)).doesNotContain(sent.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "to=rubbish, to invalid_email",
    "kind=rubbish, kind unknown_value",
    "limit=101, limit out_of_range",
    "cursor=rubbish, cursor invalid_cursor",
    "recipient=ada@example.com, recipient unknown_parameter"
  })
  void a_faulty_query_is_422(String query, String fault) {
    assertThat(APP.anybody().get("/mailbox?" + query).fieldError()).isEqualTo(fault);
  }

  @Test
  void the_mailbox_shows_test_mails_with_the_logo_of_the_server() {
    var server = APP.newServer("\"logo_url\": \"https://shop.example/logo.png\"");
    var email = newAddress();
    var test = "/servers/" + server.name() + "/mails/validation/test";
    var id = APP.admin().post(test, "{\"email\": \"" + email + "\"}").json().path("id").asText();

    var mail = APP.anybody().get("/mailbox/" + id + "/html");

    assertThat(mail.body()).contains(email, "https://shop.example/logo.png", "Hello Ada,");
    assertThat(mail.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'unsafe-inline'; img-src https://shop.example; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    assertThat(mails(email).at("/0/subject").asText()).startsWith("[Test] " + server.name());
  }

  @Test
  void Mailjet_is_not_called_and_the_mail_counts_as_sent() {
    var email = newAddress();
    APP.register(email);

    assertThat(APP.userOnceSent(email).at("/validation/time_sent").isTextual()).isTrue();
    assertThat(APP.mailjet.calls()).isEmpty();
  }

  @Test
  void a_request_through_a_proxy_is_403() {
    var mail = "/mailbox/00000000-0000-7000-8000-000000000000";
    for (var path : new String[] {"/mailbox", mail, mail + "/html"}) {
      assertThat(APP.anybody().with("X-Forwarded-For", "127.0.0.1").get(path).status())
          .isEqualTo(403);
      assertThat(APP.anybody().with("Forwarded", "for=127.0.0.1").get(path).code())
          .isEqualTo("not_local");
    }
    assertThat(
            RawHttp.send(
                APP.port(),
                "GET /mailbox HTTP/1.1\r\nHost: localhost:8000\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void readiness_and_status_say_that_mails_are_kept() {
    assertThat(APP.anybody().get("/health/ready").body())
        .isEqualTo("{\"status\":\"up\",\"mail\":\"mailbox\"}");
    assertThat(APP.anybody().get("/status").body())
        .contains("Mails are kept in the mailbox. There is nothing to do.");
  }

  @Test
  void an_unknown_mail_is_404() {
    for (var id : List.of("00000000-0000-7000-8000-000000000000", "rubbish"))
      for (var path : List.of("/mailbox/" + id, "/mailbox/" + id + "/html"))
        assertThat(APP.anybody().get(path).code()).isEqualTo("mail_not_found");
  }

  @Test
  void the_mailbox_is_404_if_Mailjet_is_configured() {
    assertThat(SharedApp.APP.anybody().get("/mailbox").code()).isEqualTo("not_found");
  }

  @Test
  void outside_development_without_a_provider_there_is_no_mailbox_page_and_the_status_says_why() {
    var data = Path.of("target", "no-mailbox-" + newAddress());
    var settings =
        Map.of(
            "MJ_APIKEY_PUBLIC", "",
            "MJ_APIKEY_PRIVATE", "",
            "MAIL_FROM", "",
            "DATA_DIR", data.toString());
    try (var app = TestApp.start(settings)) {
      assertThat(app.anybody().get("/mailbox").code()).isEqualTo("not_found");
      assertThat(app.anybody().get("/health/ready").json().path("mail").asText())
          .isEqualTo("mailbox");
      assertThat(app.admin().get("/status").body())
          .contains("no mail is sent, because neither MJ_APIKEY_PUBLIC nor SMTP_URL is set");
      var email = newAddress();
      app.register(email);
      app.userOnceSent(email);
      assertThat(Files.exists(data.resolve("mailbox"))).isFalse();
    }
  }
}

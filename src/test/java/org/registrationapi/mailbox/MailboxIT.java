package org.registrationapi.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/** The development mailbox, which is used without an account at Mailjet. */
class MailboxIT {
  private static final TestApp APP = TestApp.startDevelopment(Map.of());

  @AfterAll
  static void stop() {
    APP.close();
  }

  @Test
  void the_mailbox_shows_mails_newest_first_as_text_and_HTML() {
    var first = newAddress();
    var second = newAddress();
    APP.register(first);
    APP.register(second);
    APP.userOnceSent(second);

    var page = APP.anybody().get("/mailbox");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.body().indexOf(second)).isPositive().isLessThan(page.body().indexOf(first));
    var frame = find("src=\"[.](/mailbox/[0-9a-f-]{36})\"", page.body());
    var mail = APP.anybody().get(frame);
    assertThat(mail.status()).isEqualTo(200);
    assertThat(mail.body()).contains("<base target=\"_top\">").contains(second);
    var link = find("href=\"http://localhost(/validation/[A-Za-z0-9_-]{75})\"", mail.body());
    assertThat(page.body()).contains(link);
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
    assertThat(APP.user(second).path("is_activated").asBoolean()).isTrue();
  }

  private static String find(String pattern, String text) {
    var match = Pattern.compile(pattern).matcher(text);
    assertThat(match.find()).as(pattern).isTrue();
    return match.group(1);
  }

  @Test
  void the_mailbox_shows_test_mails_with_the_logo_of_the_server() {
    var server = APP.newServer("\"logo_url\": \"https://shop.example/logo.png\"");
    var email = newAddress();
    APP.admin()
        .post(
            "/servers/" + server.name() + "/mails/validation/test",
            "{\"email\": \"" + email + "\"}");

    var page = APP.anybody().get("/mailbox").body();

    assertThat(page).contains("[Test] " + server.name(), email);
    var newest = find("src=\"[.](/mailbox/[0-9a-f-]{36})\"", page);
    var mail = APP.anybody().get(newest);
    assertThat(mail.body()).contains(email, "https://shop.example/logo.png", "Hello Ada,");
    assertThat(mail.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'unsafe-inline'; img-src https://shop.example; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
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
    for (var path : new String[] {"/mailbox", "/mailbox/00000000-0000-7000-8000-000000000000"}) {
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
    assertThat(APP.anybody().get("/mailbox/00000000-0000-7000-8000-000000000000").code())
        .isEqualTo("mail_not_found");
    assertThat(APP.anybody().get("/mailbox/rubbish").code()).isEqualTo("mail_not_found");
  }

  @Test
  void the_mailbox_is_404_if_Mailjet_is_configured() {
    assertThat(SharedApp.APP.anybody().get("/mailbox").code()).isEqualTo("not_found");
  }

  @Test
  void outside_development_without_a_provider_there_is_no_mailbox_page_and_the_status_says_why() {
    var settings = Map.of("MJ_APIKEY_PUBLIC", "", "MJ_APIKEY_PRIVATE", "", "MAIL_FROM", "");
    try (var app = TestApp.start(settings)) {
      assertThat(app.anybody().get("/mailbox").code()).isEqualTo("not_found");
      assertThat(app.anybody().get("/health/ready").json().path("mail").asText())
          .isEqualTo("mailbox");
      assertThat(app.admin().get("/status").body())
          .contains("no mail is sent, because neither MJ_APIKEY_PUBLIC nor SMTP_URL is set");
    }
  }
}

package org.registrationapi.mailevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Bounced addresses: how they are recorded, listed and deleted. */
class BouncesIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String REASON = "hard bounce: user unknown (recipient)";

  private static void post(String kind, String mail, String hard, String error, String related) {
    var event =
        """
        {"event": "%s", "CustomID": "%s", "hard_bounce": %s, "error": "%s", "error_related_to": "%s"}"""
            .formatted(kind, mail, hard, error, related);
    assertThat(APP.events().post("/mailjet/events", event).status()).isEqualTo(200);
  }

  private static void bounce(String email) {
    post("bounce", APP.sentMail(email), "true", "user unknown", "recipient");
  }

  private static TestHttp.Answer bounces(String email) {
    return APP.admin().get("/bounces?email=" + email);
  }

  private static boolean isRecorded(String email) {
    return !bounces(email).json().path("bounces").isEmpty();
  }

  @Test
  void a_registration_of_a_bounced_address_is_accepted_and_shows_the_bounce() {
    var email = newAddress();
    bounce(email);
    var other = APP.newServer("");

    var answer = other.post("/users", registration(email.toUpperCase(Locale.ROOT)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("validation").toString())
        .isEqualTo(
            """
            {"mail_status":"bounced","time_sent":null,"expires_at":null,"next_attempt_at":null,\
            "reason":"hard bounce: user unknown (recipient)"}""");
    var again = other.post("/users/" + email + "/validation");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().at("/validation/mail_status").asText()).isEqualTo("bounced");
    assertThat(other.get("/users?mail_status=bounced").json().path("users")).hasSize(1);
    assertThat(
            APP.http().post("/users", registration(email)).json().at("/validation/reason").asText())
        .isEqualTo(REASON);
    APP.registered(newAddress());
    assertThat(APP.mailjet.messagesTo(email)).hasSize(1); // the mail that bounced
    assertThat(APP.mailjet.messagesTo(email.toUpperCase(Locale.ROOT))).isEmpty();
  }

  @Test
  void a_bounce_is_kept_until_the_operator_deletes_it() {
    var email = newAddress();
    bounce(email);
    var time = bounces(email).json().at("/bounces/0/time_bounced").asText();
    assertThat(bounces(email.toUpperCase(Locale.ROOT)).body())
        .isEqualTo(
            """
            {"bounces":[{"email":"%s","reason":"%s","time_bounced":"%s"}],"next_cursor":null}"""
                .formatted(email, REASON, time));

    assertThat(APP.admin().delete("/bounces/" + email).status()).isEqualTo(204);

    assertThat(bounces(email).body()).isEqualTo("{\"bounces\":[],\"next_cursor\":null}");
    assertThat(APP.admin().delete("/bounces/" + email).code()).isEqualTo("bounce_not_found");
    assertThat(APP.http().post("/users/" + email + "/validation").status()).isEqualTo(202);
    APP.userOnceSent(email);
    assertThat(APP.mailjet.messagesTo(email)).hasSize(2);
  }

  @Test
  void a_repeated_event_does_not_restore_a_deleted_bounce() {
    var email = newAddress();
    var mail = APP.sentMail(email);
    post("bounce", mail, "true", "user unknown", "recipient");
    APP.admin().delete("/bounces/" + email);

    post("bounce", mail, "true", "user unknown", "recipient");

    assertThat(isRecorded(email)).isFalse();
  }

  @Test
  void a_new_hard_bounce_after_a_deletion_is_recorded() {
    var email = newAddress();
    bounce(email);
    APP.admin().delete("/bounces/" + email);
    APP.register(email);
    APP.userOnceSent(email);
    var second = APP.mail(email, 2).message().path("CustomID").asText();

    post("bounce", second, "true", "mailbox inactive", "recipient");

    assertThat(bounces(email).json().at("/bounces/0/reason").asText())
        .isEqualTo("hard bounce: mailbox inactive (recipient)");
  }

  @ParameterizedTest
  @CsvSource({
    "bounce, false, quota exceeded, recipient",
    "blocked, true, preblocked, mailjet",
    "blocked, true, user unknown, recipient",
    "spam, true, '', ''",
    "bounce, true, content blocked, spam",
    "bounce, true, relay/access denied, domain",
    "bounce, true, greylisted, domain",
    "bounce, true, bad or empty template, content",
    "bounce, true, user unknown, ''",
    "bounce, true, protocol issue, system",
    "bounce, true, duplicate in campaign, mailjet"
  })
  void only_a_hard_bounce_of_the_address_is_recorded(
      String kind, String hard, String error, String related) {
    var email = newAddress();

    post(kind, APP.sentMail(email), hard, error, related);

    assertThat(isRecorded(email)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipient", "domain"})
  void a_hard_bounce_related_to_the_address_is_recorded(String related) {
    var email = newAddress();

    post("bounce", APP.sentMail(email), "true", "", related);

    assertThat(isRecorded(email)).isTrue();
  }

  @Test
  void a_hard_bounce_is_recorded_even_after_a_higher_status() {
    for (var first : List.of("blocked", "spam")) {
      var email = newAddress();
      var mail = APP.sentMail(email);
      post(first, mail, "false", "", "");

      post("bounce", mail, "true", "user unknown", "recipient");

      assertThat(APP.user(email).at("/validation/mail_status").asText()).isEqualTo(first);
      assertThat(isRecorded(email)).isTrue();
    }
  }

  @Test
  void both_forms_of_an_international_domain_are_one_address() {
    var name = newAddress().replace("@example.com", "");
    APP.register(name + "@bücher.example");
    var mail = APP.mail(name + "@xn--bcher-kva.example", 1).message().path("CustomID").asText();

    post("bounce", mail, "true", "user unknown", "recipient");

    assertThat(bounces(name + "@b%C3%BCcher.example").json().at("/bounces/0/email").asText())
        .isEqualTo(name + "@xn--bcher-kva.example");
    assertThat(
            APP.newServer("")
                .post("/users", registration(name + "@BÜCHER.example"))
                .json()
                .at("/validation/mail_status")
                .asText())
        .isEqualTo("bounced");
    assertThat(APP.admin().delete("/bounces/" + name + "@b%C3%BCcher.example").status())
        .isEqualTo(204);
  }

  @Test
  void bounces_are_paged_by_address() {
    try (var app = TestApp.start(Map.of())) {
      for (var name : List.of("d", "b", "e", "a", "c"))
        app.sql(
            "insert into bounced_addresses (email_key, reason) values ('%s@example.com', 'x')"
                .formatted(name));
      var found = new ArrayList<String>();
      var sizes = new ArrayList<Integer>();
      var path = "/bounces?limit=2";
      while (path != null) {
        var page = app.admin().get(path);
        page.json()
            .path("bounces")
            .forEach(b -> found.add(b.path("email").asText().substring(0, 1)));
        sizes.add(page.json().path("bounces").size());
        path = page.nextPath();
        assertThat(page.json().path("next_cursor").isNull()).isEqualTo(path == null);
      }

      assertThat(found).containsExactly("a", "b", "c", "d", "e");
      assertThat(sizes).containsExactly(2, 2, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "email=rubbish, email invalid_email",
    "limit=0, limit out_of_range",
    "cursor=%C3%A9, cursor invalid_cursor",
    "address=x, address unknown_parameter"
  })
  void an_invalid_parameter_is_422(String query, String error) {
    assertThat(APP.admin().get("/bounces?" + query).fieldError()).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish", "nobody@example.com", "%20", "a@b@c"})
  void deleting_the_bounce_of_another_address_is_404(String email) {
    var answer = APP.admin().delete("/bounces/" + email);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("bounce_not_found");
  }

  @Test
  void only_the_operator_can_access_bounces() {
    var email = "x-" + UUID.randomUUID() + "@example.com";
    assertThat(APP.http().get("/bounces").status()).isEqualTo(403);
    assertThat(APP.http().delete("/bounces/" + email).status()).isEqualTo(403);
    assertThat(APP.anybody().get("/bounces").status()).isEqualTo(401);
  }
}

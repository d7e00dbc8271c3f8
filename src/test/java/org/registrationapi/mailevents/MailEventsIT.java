package org.registrationapi.mailevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.mailevents.MailjetEvents.event;
import static org.registrationapi.mailevents.MailjetEvents.post;
import static org.registrationapi.mailevents.MailjetEvents.status;
import static org.registrationapi.mailevents.MailjetEvents.validation;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** Mailjet's events about mails that it has accepted: what is read, and from whom. */
class MailEventsIT {
  private static final TestApp APP = SharedApp.APP;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sent|\"smtp_reply\": \"sent (250 2.0.0 OK 1433 x.1 - gsmtp)\"|delivered|",
        "open|\"ip\": \"127.0.0.1\", \"geo\": \"US\", \"agent\": \"Mozilla\"|opened|",
        "click|\"url\": \"https://mailjet.com\"|opened|",
        "bounce|\"blocked\": true, \"hard_bounce\": true, \"error_related_to\": \"recipient\", \"error\": \"user unknown\"|bounced|hard bounce: user unknown (recipient)",
        "bounce|\"blocked\": false, \"hard_bounce\": false, \"error_related_to\": \"recipient\", \"error\": \"quota exceeded\"|bounced|soft bounce: quota exceeded (recipient)",
        "bounce|\"hard_bounce\": \"\", \"error_related_to\": \"\", \"error\": null|bounced|soft bounce",
        "blocked|\"error_related_to\": \"mailjet\", \"error\": \"preblocked\"|blocked|blocked: preblocked (mailjet)",
        "spam|\"source\": \"JMRPP\"|spam|reported as spam",
        "unsub|\"mj_list_id\": 1|sent|",
        "teleported|\"to\": [[{}]]|sent|"
      })
  void an_event_is_shown_in_the_users_validation(
      String kind, String more, String status, String reason) {
    var email = newAddress();
    var mail = APP.sentMail(email);
    var before = validation(email);

    var answer = post(event(kind, mail, more));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(validation(email).toString())
        .isEqualTo(
            """
            {"mail_status":"%s","time_sent":%s,"expires_at":%s,"next_attempt_at":null,"reason":%s}"""
                .formatted(
                    status,
                    before.path("time_sent"),
                    before.path("expires_at"),
                    reason == null ? null : "\"" + reason + "\""));
  }

  @Test
  void an_array_of_events_is_processed_and_unusable_events_are_skipped() {
    var delivered = newAddress();
    var bounced = newAddress();
    var untouched = newAddress();
    var events =
        List.of(
            "17",
            "null",
            "[]",
            "{}",
            event("sent", "hello world"),
            event("sent", UUID.randomUUID().toString()),
            "{\"event\": \"sent\", \"CustomID\": 12}",
            "{\"event\": {\"event\": \"sent\"}, \"CustomID\": \"" + APP.sentMail(untouched) + "\"}",
            event("bounce", APP.sentMail(bounced), "\"hard_bounce\": [], \"error\": {\"a\": 1}"),
            event("sent", APP.sentMail(delivered)));

    var answer = post(events.toString());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(status(delivered)).isEqualTo("delivered");
    assertThat(validation(bounced).path("reason").asText()).isEqualTo("soft bounce");
    assertThat(status(untouched)).isEqualTo("sent");
    assertThat(post("[]").status()).isEqualTo(200);
  }

  @Test
  void a_repeated_event_changes_nothing() {
    var email = newAddress();
    var bounce = event("bounce", APP.sentMail(email), "\"error\": \"user unknown\"");
    post(bounce);
    var row = "select m::text from mails m where recipient = '" + email + "'";
    var before = APP.query(row);

    for (var again : List.of(bounce, "[" + bounce + "," + bounce + "]"))
      assertThat(post(again).status()).isEqualTo(200);

    assertThat(APP.query(row)).isEqualTo(before);
  }

  @Test
  void an_event_with_a_server_changes_only_a_mail_of_that_server() {
    var email = newAddress();
    var mail = APP.sentMail(email);
    var server = APP.mail(email, 1).message().path("EventPayload").asText();

    post(event("open", mail, "\"Payload\": \"" + server + "0\""));
    assertThat(status(email)).isEqualTo("sent");
    post(event("open", mail, "\"Payload\": \"" + server + "\""));

    assertThat(status(email)).isEqualTo("opened");
  }

  @Test
  void each_kind_of_mail_event_is_stored_once() {
    var email = newAddress();
    var mail = APP.sentMail(email);

    for (var kind : List.of("open", "sent", "click", "spam", "spam", "bounce"))
      post(event(kind, mail));

    assertThat(
            APP.query(
                """
                select string_agg(kind || ' ' || (detail ->> 'mail'), ', ' order by id)
                  from events
                 where user_id = '%s' and kind like 'mail%%'"""
                    .formatted(APP.user(email).path("id").asText())))
        .isEqualTo("mail_sent validation, mail_delivered validation, mail_spam validation");
  }

  @Test
  void a_reason_is_one_line_of_limited_length_without_addresses() {
    var email = newAddress();
    var error = "550 <ada@example.com>:\\u0000\\r\\n\\u202e\\ud800 unknown " + "x".repeat(300);

    post(
        event(
            "bounce",
            APP.sentMail(email),
            "\"error\": \"" + error + "\", \"comment\": \"" + email + "\""));

    assertThat(validation(email).path("reason").asText())
        .isEqualTo("soft bounce: 550 <…>: unknown " + "x".repeat(83) + "…");
  }

  @Test
  void concurrent_calls_about_the_same_mails_all_succeed() {
    var events = new ArrayList<String>();
    var emails = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      emails.add(newAddress());
      events.add(event("bounce", APP.sentMail(emails.get(i)), "\"hard_bounce\": true"));
    }

    var answers =
        Race.answers(
            20,
            i -> {
              var shuffled = new ArrayList<>(events);
              Collections.shuffle(shuffled);
              return post(shuffled.toString());
            });

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    for (var email : emails) assertThat(status(email)).isEqualTo("bounced");
  }

  @Test
  void one_call_can_have_1500_events() {
    var email = newAddress();
    var mail = APP.sentMail(email);
    var many = new ArrayList<String>();
    for (int i = 0; i < 1_500; i++)
      many.add(
          event("sent", UUID.randomUUID().toString(), "\"agent\": \"" + "a".repeat(300) + "\""));
    many.add(event("open", mail));

    assertThat(post(many.toString()).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("opened");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_body_over_1_MiB_is_too_large_whether_its_length_is_declared_or_not(boolean isDeclared) {
    var email = newAddress();
    var event = event("open", APP.sentMail(email));
    var largest = event + " ".repeat(1024 * 1024 - event.length());

    var tooLarge = post(largest + " ", isDeclared);

    assertThat(status(email)).isEqualTo("sent");
    assertThat(post(largest, isDeclared).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("opened");
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Content Too Large","status":413,\
            "detail":"The body is larger than 1024 KiB.","code":"body_too_large","request_id":"%s"}"""
                .formatted(tooLarge.header("X-Request-Id")));
  }

  @Test
  void a_body_without_a_Content_Type_is_accepted() {
    var email = newAddress();
    var body = event("sent", APP.sentMail(email));

    assertThat(APP.events().send("POST", "/mailjet/events", body).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("delivered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rubbish",
        "{\"event\": ",
        "[{}",
        "[] []",
        "\"sent\"",
        "17",
        "null",
        "\uFEFF"
      })
  void a_body_that_is_neither_an_object_nor_an_array_is_400(String body) {
    var answer = post(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("malformed_json");
  }

  @Test
  void a_body_that_is_nested_too_deeply_is_400() {
    assertThat(post("[".repeat(1_000) + "]".repeat(1_000)).status()).isEqualTo(400);
  }

  @Test
  void wrong_credentials_are_401_and_change_nothing() {
    var email = newAddress();
    var body = event("sent", APP.sentMail(email));
    var anybody = APP.anybody();
    for (var http :
        List.of(
            anybody,
            anybody.withBasic(TestApp.EVENTS_USER, "wrong"),
            anybody.withBasic("wrong", TestApp.EVENTS_PASSWORD),
            anybody.withBasic(TestApp.EVENTS_USER, ""),
            anybody.withBasic("", ""),
            anybody.with("Authorization", "Basic"),
            anybody.with("Authorization", "Basic %%%"),
            anybody.with("Authorization", "Bearer " + TestApp.EVENTS_PASSWORD.substring(0, 10)),
            APP.http(),
            APP.admin())) {
      var answer = http.post("/mailjet/events", body);

      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"mailjet events\"");
      assertThat(answer.body())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Unauthorized","status":401,\
              "detail":"Send the user and password of the settings by HTTP Basic authentication.",\
              "code":"credentials_invalid","request_id":"%s"}"""
                  .formatted(answer.header("X-Request-Id")));
    }
    assertThat(status(email)).isEqualTo("sent");
  }

  @Test
  void Mailjets_credentials_are_401_on_other_routes() {
    assertThat(APP.events().get("/users").status()).isEqualTo(401);
    assertThat(APP.events().get("/servers").status()).isEqualTo(401);
  }

  @Test
  void the_route_is_404_without_credentials_in_the_settings() {
    var settings = Map.of("MAILJET_EVENTS_USER", "", "MAILJET_EVENTS_PASSWORD", "");
    try (var app = TestApp.start(settings)) {
      var http = TestHttp.unchecked(app.port());

      assertThat(http.withBasic("", "").post("/mailjet/events", "[]").status()).isEqualTo(404);
      assertThat(http.get("/openapi.json").body()).doesNotContain("mailjet/events");
    }
  }
}

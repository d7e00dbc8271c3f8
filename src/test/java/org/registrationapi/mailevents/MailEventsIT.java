package org.registrationapi.mailevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
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

/** Mailjet's events about mails that it has accepted. */
class MailEventsIT {
  private static final TestApp APP = SharedApp.APP;

  /** The id of a mail that was sent to a new user. */
  private static String sentTo(String email) {
    APP.register(email);
    APP.userOnceSent(email);
    return APP.mail(email, 1).message().path("CustomID").asText();
  }

  private static String event(String kind, String mail) {
    return event(kind, mail, "\"Payload\": \"\"");
  }

  private static String event(String kind, String mail, String more) {
    return """
        {"event": "%s", "time": 1433333949, "MessageID": 19421777835146490, "Message_GUID": "1ab23cd4",
         "email": "api@mailjet.com", "mj_campaign_id": 7257, "CustomID": "%s", %s}"""
        .formatted(kind, mail, more);
  }

  private static TestHttp.Answer post(String body) {
    return APP.events().post("/mailjet/events", body);
  }

  private static TestHttp.Answer post(String body, boolean isDeclared) {
    return isDeclared ? post(body) : APP.events().postInChunks("/mailjet/events", body);
  }

  private static JsonNode validation(String email) {
    return APP.user(email).path("validation");
  }

  private static String status(String email) {
    return validation(email).path("mail_status").asText();
  }

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
    var mail = sentTo(email);
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
            "{\"event\": {\"event\": \"sent\"}, \"CustomID\": \"" + sentTo(untouched) + "\"}",
            event("bounce", sentTo(bounced), "\"hard_bounce\": [], \"error\": {\"a\": 1}"),
            event("sent", sentTo(delivered)));

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
    var bounce = event("bounce", sentTo(email), "\"error\": \"user unknown\"");
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
    var mail = sentTo(email);
    var server = APP.mail(email, 1).message().path("EventPayload").asText();

    post(event("open", mail, "\"Payload\": \"" + server + "0\""));
    assertThat(status(email)).isEqualTo("sent");
    post(event("open", mail, "\"Payload\": \"" + server + "\""));

    assertThat(status(email)).isEqualTo("opened");
  }

  @Test
  void each_kind_of_mail_event_is_stored_once() {
    var email = newAddress();
    var mail = sentTo(email);

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

  private static <T> List<List<T>> permutations(List<T> of) {
    if (of.isEmpty()) return List.of(List.of());
    var all = new ArrayList<List<T>>();
    for (int i = 0; i < of.size(); i++) {
      var rest = new ArrayList<>(of);
      var first = rest.remove(i);
      for (var tail : permutations(rest)) {
        var one = new ArrayList<T>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }

  @Test
  void a_greylisted_mail_that_is_delivered_later_is_delivered_in_any_order_of_events() {
    var more =
        "\"hard_bounce\": false, \"error_related_to\": \"domain\", \"error\": \"greylisted\"";
    for (var order : permutations(List.of("bounce", "bounce", "sent"))) {
      var apart = newAddress();
      var together = newAddress();
      var mail = sentTo(apart);
      for (var kind : order) post(event(kind, mail, more));
      var other = sentTo(together);
      post(order.stream().map(kind -> event(kind, other, more)).toList().toString());

      for (var email : List.of(apart, together)) {
        assertThat(status(email)).as("%s", order).isEqualTo("delivered");
        assertThat(validation(email).path("reason").isNull()).isTrue();
      }
    }
  }

  private static String mailEvents(String email) {
    return APP.query(
        "select string_agg(kind, ' ' order by id) from events where user_id = '%s' and kind like 'mail%%'"
            .formatted(APP.user(email).path("id").asText()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sent|false|delivered|mail_sent mail_delivered",
        "bounced|true|delivered|mail_sent mail_delivered",
        "bounced|false|bounced|mail_sent",
        "delivered|false|delivered|mail_sent",
        "opened|false|opened|mail_sent",
        "spam|false|spam|mail_sent"
      })
  void the_use_of_a_link_proves_that_its_mail_was_delivered(
      String before, boolean isSoft, String after, String events) {
    var email = newAddress();
    var mail = sentTo(email);
    APP.sql(
        "update mails set status = '%s', is_soft_bounce = %s where id = '%s'"
            .formatted(before, isSoft, mail));

    assertThat(APP.anybody().post(APP.mail(email, 1).link()).status()).isEqualTo(200);

    assertThat(status(email)).isEqualTo(after);
    assertThat(mailEvents(email)).isEqualTo(events);
    post(event("sent", mail));
    assertThat(mailEvents(email)).isEqualTo(events);
  }

  @Test
  void the_use_of_a_PIN_proves_that_its_mail_was_delivered() {
    var email = newAddress();
    sentTo(email);
    var pin = APP.mail(email, 1).pin();

    APP.http().post("/validation", "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}");

    assertThat(status(email)).isEqualTo("delivered");
    assertThat(mailEvents(email)).isEqualTo("mail_sent mail_delivered");
  }

  /** What an event does depends on the status before it only, so pairs are all there is to try. */
  @Test
  void the_highest_status_wins_in_any_order_of_events() {
    var ranks = List.of("sent", "delivered", "opened", "bounced", "blocked", "spam");
    var kinds = List.of("sent", "open", "bounce", "blocked", "spam");
    var email = newAddress();
    var mail = sentTo(email);
    for (int first = 0; first < kinds.size(); first++)
      for (int second = 0; second < kinds.size(); second++) {
        APP.sql(
            "update mails set status = 'sent', is_soft_bounce = false where recipient = '%s'"
                .formatted(email));

        post(event(kinds.get(first), mail, "\"hard_bounce\": true"));
        assertThat(status(email)).isEqualTo(ranks.get(first + 1));
        post(event(kinds.get(second), mail, "\"hard_bounce\": true"));

        assertThat(status(email))
            .as("%s after %s", kinds.get(second), kinds.get(first))
            .isEqualTo(ranks.get(Math.max(first, second) + 1));
      }
  }

  @Test
  void the_highest_status_wins_within_one_call() {
    for (var order : permutations(List.of("sent", "click", "blocked"))) {
      var email = newAddress();
      var mail = sentTo(email);

      post(order.stream().map(kind -> event(kind, mail)).toList().toString());

      assertThat(status(email)).isEqualTo("blocked");
    }
  }

  @Test
  void a_soft_bounce_can_become_hard_but_not_soft_again() {
    var email = newAddress();
    var mail = sentTo(email);
    var hard = event("bounce", mail, "\"hard_bounce\": true");

    for (var next : List.of(event("bounce", mail), hard, event("bounce", mail))) post(next);

    assertThat(validation(email).path("reason").asText()).isEqualTo("hard bounce");
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "held", "failed", "cancelled"})
  void an_event_marks_a_mail_as_sent_and_starts_the_lifetime_of_its_link(String status) {
    var email = newAddress();
    var server = APP.newServer("\"validation_ttl\": 600");
    server.post("/users", registration(email));
    var mail = APP.mail(email, 1).message().path("CustomID").asText();
    await()
        .until(
            () -> server.get("/users/" + email).json().at("/validation/mail_status").asText(),
            "sent"::equals);
    APP.sql(
        """
        update mails set status = '%s', time_sent = null, is_uncertain = true,
                         claim_id = '00000000-0000-7000-8000-000000000001',
                         next_attempt_at = now() + interval '1 hour', reason = 'no answer'
         where recipient = '%s'"""
            .formatted(status, email));
    APP.sql(
        "update validations set time_sent = null, expires_at = null, pin_expires_at = null where id = '"
            + mail
            + "'");

    post(event("sent", mail));

    var validation = server.get("/users/" + email).json().path("validation");
    var sent = Instant.parse(validation.path("time_sent").asText());
    assertThat(validation.path("mail_status").asText()).isEqualTo("delivered");
    assertThat(validation.path("reason").isNull()).isTrue();
    assertThat(sent).isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(Instant.parse(validation.path("expires_at").asText()))
        .isEqualTo(sent.plusSeconds(600));
    assertThat(
            APP.query(
                "select pin_expires_at = expires_at from validations where id = '" + mail + "'"))
        .isEqualTo("t");
    assertThat(
            APP.query(
                "select claim_id is null and not is_uncertain and time_sent is not null from mails where id = '"
                    + mail
                    + "'"))
        .isEqualTo("t");
  }

  @Test
  void a_repeated_event_does_not_change_a_mail_that_is_queued_again() {
    var email = newAddress();
    var bounce = event("bounce", sentTo(email));
    post(bounce);
    APP.sql(
        "update mails set status = 'queued', next_attempt_at = now() + interval '1 hour' where recipient = '"
            + email
            + "'");

    post(bounce);

    assertThat(status(email)).isEqualTo("queued");
  }

  @Test
  void a_reason_is_one_line_of_limited_length_without_addresses() {
    var email = newAddress();
    var error = "550 <ada@example.com>:\\u0000\\r\\n\\u202e\\ud800 unknown " + "x".repeat(300);

    post(
        event(
            "bounce",
            sentTo(email),
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
      events.add(event("bounce", sentTo(emails.get(i)), "\"hard_bounce\": true"));
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
    var mail = sentTo(email);
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
    var event = event("open", sentTo(email));
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
    var body = event("sent", sentTo(email));

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
    var body = event("sent", sentTo(email));
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

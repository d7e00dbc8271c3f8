package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;

/** A queued mail is sent to Mailjet with the right content. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class MailIT {
  private static final TestApp APP = TestApp.start(Map.of());

  @AfterEach
  void resetMailjet() {
    APP.mailjet.answer(APP.mailjet::remember);
  }

  @AfterAll
  static void stop() {
    APP.close();
  }

  /** Makes the mails that wait for their next attempt due now. */
  private static void makeDue() {
    APP.sql(
        "update mails set next_attempt_at = now() where status = 'queued' and claim_id is null");
  }

  @Test
  void a_mail_is_sent_through_Mailjets_send_API() {
    var email = newAddress();
    var mail = APP.registered(email);

    var message = mail.message();
    assertThat(message.path("From").toString())
        .isEqualTo("{\"Name\":\"localhost\",\"Email\":\"hello@register.example.com\"}");
    assertThat(message.path("To").toString()).isEqualTo("[{\"Email\":\"" + email + "\"}]");
    assertThat(message.path("Subject").asText()).isEqualTo("localhost: activate your registration");
    assertThat(message.path("CustomID").asText())
        .isEqualTo(APP.query("select id from mails where recipient = '" + email + "'"));
    assertThat(message.path("EventPayload").asText())
        .isEqualTo(APP.query("select server_id from mails where recipient = '" + email + "'"));
    assertThat(message.path("TrackClicks").asText()).isEqualTo("disabled");
    assertThat(message.path("TrackOpens").asText()).isEqualTo("disabled");
    assertThat(message.path("TemplateLanguage").asBoolean()).isFalse();
    assertThat(mail.html()).contains(TestApp.PUBLIC_URL + mail.link()).contains(mail.pin());
    var call = APP.mailjet.calls().get(0);
    assertThat(call.method() + " " + call.path()).isEqualTo("POST /v3.1/send");
    assertThat(call.authorization())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("public:private".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_text_part_is_complete_without_the_HTML_part() {
    var email = newAddress();
    var mail = APP.registered(email);

    assertThat(mail.text())
        .isEqualTo(
            """
            Somebody, hopefully you, registered at localhost with this address: %s

            Follow this link to activate your registration:

            %s

            Or enter this PIN where you registered:

            %s

            The link works for 24 hours, the PIN for 15 minutes.

            If this wasn’t you, ignore this mail, or follow the link and say so there.

            --\s
            localhost
            """
                .formatted(email, TestApp.PUBLIC_URL + mail.link(), mail.pin()));
  }

  @Test
  void the_mail_uses_the_users_language_and_the_servers_sender() {
    var server =
        APP.newServer(
            "\"display_name\": \"Chez Ada\", \"locale\": \"fr\", \"mail_from\": \"ada@shop.example\", "
                + "\"mail_from_name\": \"Ada de Chez Ada\", \"validation_ttl\": 604800");
    var french = newAddress();
    var english = newAddress();
    var other = newAddress();
    server.post("/users", registration(french));
    server.post("/users", registration(english).replace("}", ", \"locale\": \"en-GB\"}"));
    server.post("/users", registration(other).replace("}", ", \"locale\": \"xx\"}"));

    var mail = APP.mail(french, 1);
    assertThat(mail.message().path("Subject").asText())
        .isEqualTo("Chez Ada\u00a0: activez votre inscription");
    assertThat(mail.text()).contains("pendant 7\u00a0jours");
    assertThat(mail.message().path("From").toString())
        .isEqualTo("{\"Name\":\"Ada de Chez Ada\",\"Email\":\"ada@shop.example\"}");
    assertThat(APP.mail(english, 1).message().path("Subject").asText())
        .isEqualTo("Chez Ada: activate your registration");
    assertThat(APP.mail(other, 1).message().path("Subject").asText())
        .isEqualTo("Chez Ada\u00a0: activez votre inscription");
  }

  @Test
  void the_lifetimes_of_the_link_and_the_PIN_start_when_the_mail_is_sent() {
    var email = newAddress();
    APP.mailjet.answer(call -> new MailjetStub.Answer(503, ""));
    APP.register(email);
    var queued =
        await().until(() -> APP.user(email), user -> user.at("/validation/reason").isTextual());
    var next = queued.at("/validation/next_attempt_at").asText();
    assertThat(queued.path("validation").toString())
        .isEqualTo(
            """
            {"mail_status":"queued","time_sent":null,"expires_at":null,"next_attempt_at":"%s",\
            "reason":"Mailjet had an internal error"}"""
                .formatted(next));
    assertThat(Instant.parse(next)).isAfter(Instant.now());
    assertThat(lives(email)).isEqualTo("none none");

    APP.sql(
        "update users set time_created = now() - interval '3 days' where email = '" + email + "'");
    APP.mailjet.answer(APP.mailjet::remember);
    makeDue();

    var validation = APP.userOnceSent(email).path("validation");
    var sent = Instant.parse(validation.path("time_sent").asText());
    assertThat(sent).isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(Instant.parse(validation.path("expires_at").asText()))
        .isEqualTo(sent.plus(Duration.ofHours(24)));
    assertThat(lives(email)).isEqualTo("86400 900");
    assertThat(validation.path("reason").isNull()).isTrue();
    assertThat(validation.path("next_attempt_at").isNull()).isTrue();
  }

  /** How long a link and its PIN live after their mail was sent, in seconds. */
  private static String lives(String email) {
    return APP.query(
        """
        select coalesce(extract(epoch from v.expires_at - v.time_sent)::int::text, 'none') || ' '
                   || coalesce(extract(epoch from v.pin_expires_at - v.time_sent)::int::text, 'none')
          from validations v
          join users u on u.server_id = v.server_id and u.id = v.user_id
         where u.email = '%s'"""
            .formatted(email));
  }

  /** A PIN of eight digits is no other number by chance. */
  @Test
  void neither_link_nor_PIN_is_in_the_database() {
    try (var app = TestApp.start(Map.of("PIN_LENGTH", "8"))) {
      var email = newAddress();
      app.http().with("Idempotency-Key", "key-of-the-test").post("/users", registration(email));
      var mail = app.mail(email, 1);
      app.userOnceSent(email);
      app.http()
          .post("/validation", "{\"email\": \"%s\", \"pin_code\": \"1234\"}".formatted(email));

      var rows = new ArrayList<String>();
      TestDatabase.dump(app.databaseUrl, rows::add);

      for (var table :
          List.of("users", "validations", "mails", "events", "idempotency_keys", "guesses")) {
        var row = app.query("select t::text from " + table + " as t limit 1");
        assertThat(rows).as(table).anyMatch(found -> found.startsWith(row));
      }
      var token = mail.link().substring("/validation/".length());
      var secret = Arrays.copyOfRange(Base64.getUrlDecoder().decode(token), 24, 56);
      var pin = Pattern.compile("(?<![0-9])" + mail.pin() + "(?![0-9])");
      assertThat(rows)
          .noneMatch(row -> row.contains(token.substring(40)))
          .noneMatch(row -> row.contains(HexFormat.of().formatHex(secret)))
          .noneMatch(row -> pin.matcher(row).find());
    }
  }

  @Test
  void a_mail_says_that_it_is_automatic() {
    var email = newAddress();
    APP.anybody().post(APP.registered(email).link());
    APP.http().post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    APP.anybody().post(APP.mail(email, 2).link(), "{\"password\": \"another horse battery\"}");
    APP.mail(email, 3);

    assertThat(APP.mailjet.messagesTo(email))
        .hasSize(3)
        .extracting(message -> message.path("Headers").toString())
        .containsOnly("{\"Auto-Submitted\":\"auto-generated\"}");
  }

  @Test
  void a_strangers_text_before_the_at_sign_is_not_in_the_mail() {
    var email = newAddress().replace("@", "+CALL-1-900-555-0199@");

    var mail = APP.registered(email);

    assertThat(mail.text() + mail.html()).contains("…@example.com").doesNotContain("CALL", "0199");
    assertThat(mail.message().path("Subject").asText()).doesNotContain("CALL");
    assertThat(mail.message().at("/To/0/Email").asText()).isEqualTo(email);
  }
}

package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.TestApp.newAddress;
import static org.registrationapi.TestApp.registration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the queue to Mailjet. */
class MailIT {
  private static final TestApp APP = TestApp.start(Map.of());

  @AfterEach
  void mend() {
    APP.mailjet.answer(MailjetStub::acceptAll);
  }

  @AfterAll
  static void stop() {
    APP.close();
  }

  /** Lets the mails that wait for their next attempt be due. */
  private static void hurry() {
    APP.sql(
        "update mails set next_attempt_at = now() where status = 'queued' and claim_id is null");
  }

  @Test
  void Mailjet_gets_the_mail_by_its_send_API() {
    var email = newAddress();
    var mail = APP.registered(email);

    var message = mail.message();
    assertThat(message.path("From").toString())
        .isEqualTo("{\"Email\":\"hello@register.example.com\",\"Name\":\"localhost\"}");
    assertThat(message.path("To").toString()).isEqualTo("[{\"Email\":\"" + email + "\"}]");
    assertThat(message.path("Subject").asText()).isEqualTo("localhost: activate your registration");
    assertThat(message.path("CustomID").asText())
        .isEqualTo(APP.query("select id from mails where recipient = '" + email + "'"));
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
  void the_text_part_is_good_by_itself() {
    var email = newAddress();
    var mail = APP.registered(email);

    assertThat(mail.text())
        .isEqualTo(
            """
            Somebody, hopefully you, registered at localhost with this address: %s

            Follow this link to activate it:

            %s

            Or type in this PIN where you registered:

                %s

            The link works for 24 hours, the PIN for 15 minutes.

            It wasn’t you? Then do nothing, or follow the link and say so there.

            --\s
            localhost
            """
                .formatted(email, TestApp.PUBLIC_URL + mail.link(), mail.pin()));
  }

  @Test
  void the_mail_is_in_the_users_language_and_in_the_servers_name() {
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
        .isEqualTo("{\"Email\":\"ada@shop.example\",\"Name\":\"Ada de Chez Ada\"}");
    assertThat(APP.mail(english, 1).message().path("Subject").asText())
        .isEqualTo("Chez Ada: activate your registration");
    assertThat(APP.mail(other, 1).message().path("Subject").asText())
        .isEqualTo("Chez Ada\u00a0: activez votre inscription");
  }

  @Test
  void the_life_of_link_and_PIN_starts_when_the_mail_was_sent() {
    var email = newAddress();
    APP.mailjet.answer(call -> new MailjetStub.Answer(503, ""));
    APP.register(email);
    var queued =
        await().until(() -> APP.user(email), user -> user.at("/validation/reason").isTextual());
    assertThat(queued.path("validation").toString())
        .isEqualTo(
            """
            {"mail_status":"queued","time_sent":null,"expires_at":null,\
            "reason":"Mailjet could not be reached or did not accept the call"}""");

    APP.sql(
        "update users set time_created = now() - interval '3 days' where email = '" + email + "'");
    APP.mailjet.answer(MailjetStub::acceptAll);
    hurry();

    var validation = APP.userOnceSent(email).path("validation");
    var sent = Instant.parse(validation.path("time_sent").asText());
    assertThat(sent).isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(Instant.parse(validation.path("expires_at").asText()))
        .isEqualTo(sent.plus(Duration.ofHours(24)));
    assertThat(validation.path("reason").isNull()).isTrue();
  }

  @Test
  void trouble_at_Mailjet_never_fails_a_registration_and_the_mail_comes_later() {
    for (var answer :
        new MailjetStub.Answer[] {
          new MailjetStub.Answer(500, "{}"),
          new MailjetStub.Answer(200, "<html>rubbish</html>"),
          new MailjetStub.Answer(200, "{\"Messages\":[]}"),
          new MailjetStub.Answer(401, "{\"ErrorMessage\":\"API key authentication failed\"}"),
          new MailjetStub.Answer(429, "{}")
        }) {
      var email = newAddress();
      APP.mailjet.answer(call -> answer);

      assertThat(APP.register(email).status()).isEqualTo(201);
      await().until(() -> APP.user(email).at("/validation/reason").isTextual());
      assertThat(
              APP.query(
                  "select extract(epoch from next_attempt_at - now()) between 20 and 37 from mails where recipient = '"
                      + email
                      + "'"))
          .isEqualTo("t");
      APP.mailjet.answer(MailjetStub::acceptAll);
      hurry();
      APP.userOnceSent(email);
    }
  }

  @Test
  void of_a_batch_each_mail_is_settled_by_its_own_status() {
    var good = newAddress();
    var bad = newAddress();
    APP.mailjet.answer(call -> new MailjetStub.Answer(500, ""));
    APP.register(good);
    APP.register(bad);
    await().until(() -> APP.user(bad).at("/validation/reason").isTextual());
    await().until(() -> APP.user(good).at("/validation/reason").isTextual());
    APP.mailjet.answer(
        call ->
            new MailjetStub.Answer(
                400,
                call.messages().stream()
                    .map(
                        m ->
                            m.at("/To/0/Email").asText().equals(bad)
                                ? MailjetStub.refusal("mj-0013", "is an invalid email address.")
                                : MailjetStub.success(m.path("CustomID").asText()))
                    .collect(Collectors.joining(",", "{\"Messages\":[", "]}"))));
    var callsBefore = APP.mailjet.messagesTo(good).size();

    hurry();

    var refused =
        await()
            .until(
                () -> APP.user(bad).path("validation"),
                v -> v.path("mail_status").asText().equals("failed"));
    assertThat(refused.path("reason").asText()).isEqualTo("mj-0013: is an invalid email address.");
    APP.userOnceSent(good);
    assertThat(APP.mailjet.messagesTo(good)).hasSize(callsBefore + 1);
  }

  @Test
  void a_mail_to_a_user_that_was_deleted_or_replaced_meanwhile_is_not_sent() {
    var deleted = newAddress();
    var replaced = newAddress();
    APP.mailjet.answer(call -> new MailjetStub.Answer(500, ""));
    for (var email : new String[] {deleted, replaced}) {
      APP.register(email);
      await().until(() -> APP.user(email).at("/validation/reason").isTextual());
    }
    var dead = APP.mail(replaced, 1);
    APP.http().delete("/users/" + deleted);
    APP.mailjet.answer(MailjetStub::acceptAll);
    APP.register(replaced);
    hurry();
    APP.registered(newAddress());

    APP.userOnceSent(replaced);
    assertThat(APP.mailjet.messagesTo(deleted)).hasSize(1); // the one that was refused
    assertThat(APP.mailjet.messagesTo(replaced)).hasSize(2);
    assertThat(APP.mail(replaced, 2).link()).isNotEqualTo(dead.link());
  }

  @Test
  void neither_link_nor_PIN_is_in_the_database() {
    var email = newAddress();
    var mail = APP.registered(email);
    APP.userOnceSent(email);

    var token = mail.link().substring("/validation/".length());
    for (var table : new String[] {"users", "validations", "mails"}) {
      var rows = APP.query("select string_agg(t::text, ' ') from " + table + " t");
      assertThat(rows).doesNotContain(token.substring(40)).doesNotContain("," + mail.pin() + ",");
    }
  }

  @Test
  void mails_queued_by_a_killed_instance_are_sent_when_their_lease_ends() {
    var email = newAddress();
    APP.mailjet.answer(call -> new MailjetStub.Answer(500, ""));
    APP.register(email);
    await().until(() -> APP.user(email).at("/validation/reason").isTextual());
    APP.mailjet.answer(MailjetStub::acceptAll);
    APP.sql(
        "update mails set claim_id = gen_random_uuid(), next_attempt_at = now() where recipient = '"
            + email
            + "'");

    APP.userOnceSent(email);
  }
}

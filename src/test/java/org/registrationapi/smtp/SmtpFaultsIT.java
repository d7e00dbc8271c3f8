package org.registrationapi.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.HashMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.testing.Leaks;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestCertificate;
import org.registrationapi.testing.WithinOneDay;

/** Each fault of an SMTP server in the table of OPERATIONS.md. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("smtp mails")
class SmtpFaultsIT {
  private static final SmtpStub SMTP =
      new SmtpStub(letter -> ParsedMail.learnSecrets(letter.text()));
  private static final TestApp APP = TestApp.start(SMTP.settings());

  static {
    Leaks.ofThisRun().secret(SmtpStub.PASSWORD);
  }

  @BeforeEach
  void reset() {
    SMTP.answerAsUsual();
    APP.sql("delete from mails");
    APP.sql("delete from users");
    APP.sql("update mail_pause set paused_until = now(), reason = null, step = 0");
  }

  @AfterAll
  static void stop() {
    APP.close();
    SMTP.close();
  }

  /** Makes the mails that wait for their next attempt due now, and ends the pause. */
  private static void makeDue() {
    APP.sql(
        "update mails set next_attempt_at = now() where status in ('queued', 'held') and claim_id is null");
    APP.sql("update mail_pause set paused_until = now()");
  }

  private static String column(String name, String email) {
    return APP.query("select " + name + " from mails where recipient = '" + email + "'");
  }

  private static String status(String email) {
    return APP.user(email).at("/validation/mail_status").asText();
  }

  private static void awaitReason(String email, String reason) {
    await().until(() -> APP.user(email).at("/validation/reason").asText(), reason::equals);
  }

  /** Registers addresses whose mails go in one call: they are due when a pause ends. */
  private static void registerTogether(String... emails) {
    SMTP.answer(command -> command.equals("CONNECT") ? "421 later" : "");
    for (var email : emails) APP.register(email);
    awaitReason(emails[0], "the SMTP server asks us to come later (421)");
    for (var email : emails) await().until(() -> column("claim_id is null", email), "t"::equals);
    APP.sql("update mail_pause set paused_until = now() + interval '1 hour'");
  }

  private static void endPause() {
    APP.sql("update mail_pause set reason = null, paused_until = now(), step = 0");
  }

  @Test
  void a_mail_is_sent_and_its_link_activates() {
    var email = newAddress();

    assertThat(APP.register(email).status()).isEqualTo(201);

    APP.userOnceSent(email);
    var mail = ParsedMail.of(SMTP.lettersTo(email).get(0).text());
    assertThat(mail.header("Message-ID"))
        .isEqualTo("<" + column("id", email) + "@register.example.com>");
    assertThat(APP.anybody().post(mail.received(email).link()).status()).isEqualTo(200);
    assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
    assertThat(status(email)).isEqualTo("delivered");
    var line =
        "registration_mail_calls_seconds_count{call=\"send\",outcome=\"taken\",provider=\"smtp\"} ";
    assertThat(APP.admin().get("/metrics").body()).contains(line);
  }

  /** The last one is a port without TLS. */
  static Stream<String> unreachable() {
    return Stream.of(
        "smtp://127.0.0.1:1", "smtp://smtp.invalid", "smtps://127.0.0.1:" + SMTP.port());
  }

  @ParameterizedTest
  @MethodSource("unreachable")
  void without_a_connection_a_mail_stays_queued_and_uses_no_budget(String url) {
    var email = newAddress();
    var settings = new HashMap<>(SMTP.settings());
    settings.put("SMTP_URL", url);
    try (var app = TestApp.start(settings)) {
      assertThat(app.register(email).status()).isEqualTo(201);

      await()
          .until(
              () -> app.user(email).at("/validation/reason").asText(),
              Set.of(
                      "the SMTP server cannot be reached",
                      "TLS with the SMTP server failed; smtps needs a port with TLS")
                  ::contains);
      assertThat(app.user(email).at("/validation/mail_status").asText()).isEqualTo("queued");
      assertThat(app.query("select is_uncertain from mails")).isEqualTo("f");
      assertThat(app.query("select mails from mail_budgets where server_id = 0")).isEqualTo("0");
      assertThat(
              app.query(
                  "select extract(epoch from next_attempt_at - now()) between 20 and 37 from mails"))
          .isEqualTo("t");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "AUTH", "MAIL", "RCPT", "DATA"})
  void a_connection_lost_before_the_message_leaves_the_mail_queued_and_certain(String command) {
    var email = newAddress();
    SMTP.answer(sent -> sent.startsWith(command) ? SmtpStub.CUT : "");
    APP.register(email);

    await().until(() -> column("reason is not null", email), "t"::equals);
    assertThat(column("reason", email))
        .isIn("the SMTP server did not answer", "the connection to the SMTP server was lost");
    assertThat(column("is_uncertain", email)).isEqualTo("f");
    SMTP.answerAsUsual();
    makeDue();

    APP.userOnceSent(email);
    assertThat(SMTP.lettersTo(email)).hasSize(1);
  }

  @Test
  void after_an_unknown_outcome_a_mail_is_sent_once_more_with_the_same_Message_ID() {
    var email = newAddress();
    SMTP.answer(command -> command.equals(".") ? SmtpStub.CUT : "");
    APP.register(email);
    awaitReason(email, "the SMTP server did not confirm it");
    assertThat(column("is_uncertain", email)).isEqualTo("t");
    assertThat(column("extract(epoch from next_attempt_at - now()) between 20 and 37", email))
        .isEqualTo("t");

    SMTP.answerAsUsual();
    makeDue();

    APP.userOnceSent(email);
    assertThat(APP.admin().get("/metrics").body()).doesNotContain("call=\"look_up\"");
    assertThat(SMTP.lettersTo(email)).hasSize(2);
    assertThat(SMTP.lettersTo(email))
        .extracting(letter -> ParsedMail.of(letter.text()).header("Message-ID"))
        .containsOnly("<" + column("id", email) + "@register.example.com>");
  }

  @Test
  void after_a_second_unknown_outcome_a_mail_is_failed_and_its_link_still_works() {
    var email = newAddress();
    SMTP.answer(command -> command.equals(".") ? SmtpStub.CUT : "");
    APP.register(email);
    awaitReason(email, "the SMTP server did not confirm it");
    makeDue();

    awaitReason(email, "the SMTP server confirmed it neither time; it may have arrived");
    assertThat(status(email)).isEqualTo("failed");
    assertThat(SMTP.lettersTo(email)).hasSize(2);
    var mail = ParsedMail.of(SMTP.lettersTo(email).get(1).text()).received(email);
    assertThat(APP.anybody().post(mail.link()).status()).isEqualTo(200);
    assertThat(status(email)).isEqualTo("delivered");
  }

  @Test
  void a_mail_of_an_unsettled_claim_is_sent_once_more() {
    var email = newAddress();
    registerTogether(email);
    SMTP.answerAsUsual();
    APP.sql(
        "update mails set claim_id = '%s', next_attempt_at = now() where recipient = '%s'"
            .formatted(UUID.randomUUID(), email));
    endPause();

    APP.userOnceSent(email);
    assertThat(SMTP.lettersTo(email)).hasSize(1);
  }

  @Test
  void a_421_as_greeting_pauses_all_sending_uses_no_attempt_and_recovers_by_itself() {
    var first = newAddress();
    var second = newAddress();
    registerTogether(first, second);
    assertThat(column("attempts", first)).isEqualTo("0");
    assertThat(APP.anybody().get("/health/ready").json().path("mail").asText()).isEqualTo("paused");

    SMTP.answerAsUsual();
    makeDue();

    APP.userOnceSent(first);
    APP.userOnceSent(second);
    assertThat(APP.query("select reason is null from mail_pause")).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH", "MAIL"})
  void a_refused_password_pauses_all_sending_and_recovers_by_itself(String command) {
    var email = newAddress();
    var reply =
        command.equals("AUTH")
            ? "535 5.7.8 " + SmtpStub.PASSWORD + " is not the password"
            : "530 5.7.0 Authentication required";
    SMTP.answer(sent -> sent.startsWith(command) ? reply : "");
    APP.register(email);

    var reason =
        "the SMTP server does not accept the user and password (" + reply.substring(0, 9) + ")";
    awaitReason(email, reason);
    assertThat(column("attempts", email)).isEqualTo("0");
    assertThat(column("status", email)).isEqualTo("queued");
    var health = APP.anybody().get("/health/ready");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("mail_reason").asText()).isEqualTo(reason);
    assertThat(
            APP.query(
                "select extract(epoch from paused_until - now()) between 50 and 60 from mail_pause"))
        .isEqualTo("t");
    SMTP.answerAsUsual();
    makeDue();

    APP.userOnceSent(email);
    assertThat(APP.query("select reason is null from mail_pause")).isEqualTo("t");
  }

  @Test
  void in_one_call_each_recipient_is_settled_by_the_servers_own_answer() {
    var good = newAddress();
    var bad = newAddress();
    var grey = newAddress();
    registerTogether(good, bad, grey);
    SMTP.answer(
        command -> {
          if (command.equals("RCPT TO:<" + bad + ">"))
            return "550 5.1.1 <" + bad + ">: Recipient address rejected: User unknown";
          return command.equals("RCPT TO:<" + grey + ">") ? "450 4.2.0 Greylisted" : "";
        });
    endPause();

    APP.userOnceSent(good);
    await().until(() -> status(bad), "failed"::equals);
    assertThat(APP.user(bad).at("/validation/reason").asText())
        .isEqualTo("550 5.1.1 <…>: Recipient address rejected: User unknown");
    awaitReason(grey, "450 4.2.0 Greylisted");
    assertThat(column("status", grey)).isEqualTo("queued");
    assertThat(column("is_uncertain", grey)).isEqualTo("f");
    SMTP.answerAsUsual();
    makeDue();
    APP.userOnceSent(grey);
    assertThat(SMTP.lettersTo(bad)).isEmpty();
    assertThat(SMTP.lettersTo(good)).hasSize(1);
  }

  @Test
  void a_refused_message_is_failed() {
    var email = newAddress();
    SMTP.answer(command -> command.equals(".") ? "554 5.7.1 looks like spam" : "");
    APP.register(email);

    await().until(() -> status(email), "failed"::equals);
    assertThat(column("reason", email)).isEqualTo("554 5.7.1 looks like spam");
  }

  @Test
  void mails_from_a_refused_sender_are_held_until_mail_from_is_set_again() {
    var server = APP.newServer("\"mail_from\": \"new@shop.example\"");
    var email = newAddress();
    SMTP.answer(
        command ->
            command.equals("MAIL FROM:<new@shop.example>")
                ? "553 5.7.1 <new@shop.example>: Sender address rejected: not owned by user"
                : "");
    server.post("/users", TestApp.registration(email));

    await().until(() -> column("status", email), "held"::equals);
    assertThat(column("reason", email))
        .isEqualTo("553 5.7.1 <…>: Sender address rejected: not owned by user");
    SMTP.answerAsUsual();
    APP.admin().patch("/servers/" + server.name(), "{\"mail_from\": \"new@shop.example\"}");

    await().until(() -> column("status", email), "sent"::equals);
    assertThat(SMTP.lettersTo(email))
        .extracting(SmtpStub.Letter::from)
        .containsOnly("new@shop.example");
  }

  @Test
  void a_certificate_that_the_JVM_does_not_trust_is_refused() {
    // see SmtpTlsTest for each case; here the transport is the one of the application
    var certificate = TestCertificate.of("ip:127.0.0.1").sockets();
    try (var stub = new SmtpStub(SmtpStub.Tls.AT_ONCE, certificate, letter -> {})) {
      var settings = new HashMap<>(SMTP.settings());
      settings.put("SMTP_URL", "smtps://127.0.0.1:" + stub.port());
      try (var app = TestApp.start(settings)) {
        var email = newAddress();
        app.register(email);

        await()
            .until(
                () -> app.user(email).at("/validation/reason").asText(),
                "TLS with the SMTP server failed; its certificate has to be trusted and for its host"
                    ::equals);
        assertThat(stub.commands()).isEmpty();
      }
    }
  }
}

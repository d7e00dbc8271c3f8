package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.registrationapi.testing.TestApp.newAddress;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.MailjetStub.Answer;
import org.registrationapi.kit.MailjetStub.Call;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.testing.MailRows;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.WithinOneDay;

/** Each Mailjet fault in the table of OPERATIONS.md, except a call that is never answered. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class SenderFaultsIT {
  private static final TestApp APP = TestApp.start(Map.of());

  /** It greets a client at once, so that a TLS handshake fails at once. */
  private static final SmtpStub WITHOUT_TLS = new SmtpStub(letter -> {});

  @BeforeEach
  void reset() {
    APP.mailjet.answer(APP.mailjet::remember);
    APP.sql("delete from mails");
    APP.sql("delete from users");
    APP.sql("update mail_pause set paused_until = now(), reason = null, step = 0");
  }

  @AfterAll
  static void stop() {
    APP.close();
    WITHOUT_TLS.close();
  }

  /** Makes the mails that wait for their next attempt due now, and ends the pause. */
  private static void makeDue() {
    APP.sql(
        "update mails set next_attempt_at = now() where status in ('queued', 'held') and claim_id is null");
    APP.sql("update mail_pause set paused_until = now()");
  }

  private static JsonNode validation(String email) {
    return APP.user(email).path("validation");
  }

  private static String column(String name, String email) {
    return APP.query("select " + name + " from mails where recipient = '" + email + "'");
  }

  private static void awaitReason(String email, String reason) {
    await().until(() -> validation(email).path("reason").asText(), reason::equals);
  }

  private static boolean isLookUp(Call call) {
    return call.method().equals("GET");
  }

  static Stream<Arguments> faultsWithUnknownOutcome() {
    return Stream.of(
        arguments(new Answer(500, "{\"ErrorMessage\":\"x\"}"), "Mailjet had an internal error"),
        arguments(new Answer(503, ""), "Mailjet had an internal error"),
        arguments(new Answer(200, "<html>rubbish</html>"), "Mailjet's answer cannot be read"),
        arguments(new Answer(200, "{\"Messages\":[]}"), "Mailjet's answer does not fit the call"),
        arguments(Answer.CUT, "Mailjet did not answer"));
  }

  @ParameterizedTest
  @MethodSource("faultsWithUnknownOutcome")
  void after_an_unknown_outcome_a_mail_found_at_Mailjet_is_not_sent_again(
      Answer fault, String reason) {
    var email = newAddress();
    APP.mailjet.answer(call -> fault);
    assertThat(APP.register(email).status()).isEqualTo(201);
    awaitReason(email, reason);
    assertThat(column("is_uncertain", email)).isEqualTo("t");
    assertThat(column("extract(epoch from next_attempt_at - now()) between 20 and 37", email))
        .isEqualTo("t");

    var id = column("id", email);
    APP.mailjet.answer(
        call ->
            isLookUp(call) ? Answer.found(call.path().contains(id)) : MailjetStub.acceptAll(call));
    makeDue();

    APP.userOnceSent(email);
    assertThat(APP.mailjet.messagesTo(email)).hasSize(1);
  }

  @Test
  void after_an_unknown_outcome_a_mail_missing_at_Mailjet_is_sent_again() {
    var email = newAddress();
    APP.mailjet.answer(call -> new Answer(500, ""));
    APP.register(email);
    awaitReason(email, "Mailjet had an internal error");

    APP.mailjet.answer(call -> isLookUp(call) ? Answer.found(false) : MailjetStub.acceptAll(call));
    makeDue();

    APP.userOnceSent(email);
    assertThat(APP.mailjet.messagesTo(email)).hasSize(2);
    assertThat(column("attempts", email)).isEqualTo("2");
  }

  @Test
  void an_uncertain_mail_is_not_sent_again_while_Mailjet_cannot_be_asked() {
    var email = newAddress();
    APP.mailjet.answer(call -> new Answer(500, ""));
    APP.register(email);
    awaitReason(email, "Mailjet had an internal error");

    makeDue();

    await().until(() -> column("attempts", email), "2"::equals);
    await().until(() -> column("claim_id is null", email), "t"::equals);
    assertThat(APP.mailjet.messagesTo(email)).hasSize(1);
    assertThat(column("is_uncertain", email)).isEqualTo("t");
  }

  @Test
  void a_mail_of_an_unsettled_claim_is_looked_up_before_it_is_sent_again() {
    var email = newAddress();
    APP.mailjet.answer(call -> new Answer(429, "{}"));
    APP.register(email);
    awaitReason(email, "Mailjet asks us to slow down");
    APP.mailjet.answer(call -> isLookUp(call) ? Answer.found(true) : MailjetStub.acceptAll(call));
    APP.sql(
        "update mails set claim_id = '00000000-0000-7000-8000-000000000001' where recipient = '"
            + email
            + "'");
    APP.sql("update mail_pause set reason = null");

    APP.userOnceSent(email);

    assertThat(APP.mailjet.messagesTo(email)).hasSize(1); // the one refused with 429
  }

  /** The last one does not speak TLS, so that the handshake fails with a plain SSLException. */
  static Stream<String> unreachable() {
    return Stream.of(
        "http://127.0.0.1:1", "http://mailjet.invalid", "https://127.0.0.1:" + WITHOUT_TLS.port());
  }

  @ParameterizedTest
  @MethodSource("unreachable")
  void without_a_connection_a_mail_stays_queued_uses_no_budget_and_is_sent_without_a_lookup(
      String url) {
    var email = newAddress();
    String database;
    try (var app = TestApp.start(Map.of("MAILJET_URL", url))) {
      database = app.databaseUrl;
      assertThat(app.register(email).status()).isEqualTo(201);

      await()
          .until(
              () -> app.user(email).at("/validation/reason").asText(),
              "Mailjet cannot be reached"::equals);
      assertThat(app.user(email).at("/validation/mail_status").asText()).isEqualTo("queued");
      assertThat(app.query("select is_uncertain from mails")).isEqualTo("f");
      assertThat(app.query("select mails from mail_budgets where server_id = 0")).isEqualTo("0");
    }
    try (var reachable = TestApp.startOn(database, Map.of())) {
      reachable.sql("update mails set next_attempt_at = now()");
      reachable.userOnceSent(email);
      assertThat(reachable.mailjet.calls()).hasSize(1).noneMatch(SenderFaultsIT::isLookUp);
    }
  }

  @Test
  void after_a_failed_TLS_handshake_a_mail_stays_queued() {
    try (var app = TestApp.start(Map.of("MAILJET_URL", "https://127.0.0.1:" + APP.port()))) {
      var email = newAddress();
      assertThat(app.register(email).status()).isEqualTo(201);

      await()
          .until(
              () -> app.user(email).at("/validation/reason").asText(),
              reason -> reason.startsWith("Mailjet "));
      assertThat(app.user(email).at("/validation/mail_status").asText()).isEqualTo("queued");
    }
  }

  @Test
  void retries_wait_longer_each_time() {
    var email = newAddress();
    APP.mailjet.answer(call -> new Answer(418, "{}"));
    APP.register(email);
    awaitReason(email, "Mailjet refused the call with status 418");

    for (int attempt = 2; attempt <= 4; attempt++) {
      makeDue();
      var expected = Integer.toString(attempt);
      await().until(() -> column("attempts", email), expected::equals);
      await().until(() -> column("claim_id is null", email), "t"::equals);
      var seconds = 30 << (attempt - 1);
      assertThat(
              column(
                  "extract(epoch from next_attempt_at - now()) between %s and %s"
                      .formatted(seconds * 0.8 - 5, seconds * 1.2 + 1),
                  email))
          .isEqualTo("t");
    }
  }

  static Stream<Arguments> pausingStatuses() {
    return Stream.of(
        arguments(429, "Mailjet asks us to slow down", 30),
        arguments(401, "Mailjet does not accept the API key, or has suspended it", 60),
        arguments(403, "Mailjet does not accept the API key, or has suspended it", 60));
  }

  @ParameterizedTest
  @MethodSource("pausingStatuses")
  void a_429_401_or_403_pauses_all_sending_uses_no_attempt_and_recovers_by_itself(
      int status, String reason, int seconds) {
    var first = newAddress();
    APP.mailjet.answer(call -> new Answer(status, "{\"ErrorMessage\":\"no\"}"));
    APP.register(first);
    awaitReason(first, reason);
    assertThat(column("attempts", first)).isEqualTo("0");
    assertThat(
            APP.query(
                "select extract(epoch from paused_until - now()) between %d and %d from mail_pause"
                    .formatted(seconds - 10, seconds)))
        .isEqualTo("t");
    var calls = APP.mailjet.calls().size();
    var others = Stream.generate(TestApp::newAddress).limit(3).toList();
    others.forEach(APP::register);
    APP.sql("update mail_pause set paused_until = now() + interval '1 hour'");
    assertThat(APP.anybody().get("/health/ready").status()).isEqualTo(200);
    assertThat(APP.mailjet.calls()).hasSize(calls);

    APP.mailjet.answer(APP.mailjet::remember);
    makeDue();

    Stream.concat(Stream.of(first), others.stream()).forEach(APP::userOnceSent);
    var probe = APP.mailjet.calls().get(calls);
    assertThat(probe.messages()).hasSize(1);
    assertThat(APP.query("select reason is null and step = 0 from mail_pause")).isEqualTo("t");
  }

  @Test
  void repeated_429_responses_extend_the_pause_up_to_15_minutes() {
    APP.mailjet.answer(call -> new Answer(429, "{}"));
    APP.register(newAddress());
    for (int step = 1; step <= 7; step++) {
      var expected = Integer.toString(step);
      await().until(() -> APP.query("select step from mail_pause"), expected::equals);
      var seconds = Math.min(900, 30 << (step - 1));
      assertThat(
              APP.query(
                  "select extract(epoch from paused_until - now()) between %d and %d from mail_pause"
                      .formatted(seconds - 10, seconds)))
          .as("step %d", step)
          .isEqualTo("t");
      if (step < 7) makeDue(); // a try that is still under way would pause the next test's mails
    }
  }

  @Test
  void each_mail_of_a_batch_is_settled_by_its_own_status() {
    var good = newAddress();
    var bad = newAddress();
    var unsure = newAddress();
    var faults =
        Map.of(
            bad,
                MailjetStub.refusal(
                    "mj-0013",
                    "\\\"" + bad + "\\\" is an invalid email address.",
                    400,
                    "To[0].Email"),
            unsure, MailjetStub.refusal("mj-0001", "Unexpected error.", 500, "To[0]"));
    APP.mailjet.answer(call -> new Answer(429, ""));
    Stream.of(good, bad, unsure).forEach(APP::register);
    awaitReason(good, "Mailjet asks us to slow down");
    APP.sql("update mail_pause set reason = null, paused_until = now(), step = 0");
    APP.mailjet.answer(
        call ->
            new Answer(
                400,
                call.messages().stream()
                    .map(
                        m ->
                            faults.getOrDefault(
                                m.at("/To/0/Email").asText(),
                                MailjetStub.success(m.path("CustomID").asText())))
                    .collect(Collectors.joining(",", "{\"Messages\":[", "]}"))));

    APP.userOnceSent(good);
    await().until(() -> validation(bad).path("mail_status").asText(), "failed"::equals);
    assertThat(validation(bad).path("reason").asText())
        .isEqualTo("mj-0013: \"…\" is an invalid email address.");
    awaitReason(unsure, "mj-0001: Unexpected error.");
    assertThat(column("is_uncertain", unsure)).isEqualTo("f");
    assertThat(column("status", unsure)).isEqualTo("queued");
  }

  @Test
  void mails_from_an_unvalidated_sender_are_held_until_mail_from_is_set_again() {
    var server = APP.newServer("\"mail_from\": \"new@shop.example\"");
    var email = newAddress();
    var validated = new AtomicBoolean();
    APP.mailjet.answer(
        call ->
            call.messages().stream()
                        .anyMatch(m -> m.at("/From/Email").asText().equals("new@shop.example"))
                    && !validated.get()
                ? new Answer(
                    400,
                    "{\"Messages\":["
                        + MailjetStub.refusal(
                            "send-0008", "new@shop.example is not authorized.", 403, "From")
                        + "]}")
                : MailjetStub.acceptAll(call));
    server.post("/users", TestApp.registration(email));

    await().until(() -> column("status", email), "held"::equals);
    assertThat(column("reason", email)).isEqualTo("send-0008: … is not authorized.");
    assertThat(column("extract(epoch from next_attempt_at - now()) between 3500 and 3600", email))
        .isEqualTo("t");
    validated.set(true);
    APP.admin().patch("/servers/" + server.name(), "{\"mail_from\": \"new@shop.example\"}");

    await().until(() -> column("status", email), "sent"::equals);
  }

  @Test
  void a_mail_is_not_sent_again_once_its_user_is_deleted_replaced_or_activated() {
    var deleted = newAddress();
    var replaced = newAddress();
    var activated = newAddress();
    APP.mailjet.answer(call -> new Answer(500, ""));
    for (var email : new String[] {deleted, replaced, activated}) {
      APP.register(email);
      awaitReason(email, "Mailjet had an internal error");
    }
    var link = APP.mail(activated, 1).link(); // the mail arrived despite the error response
    APP.mailjet.answer(call -> isLookUp(call) ? Answer.found(false) : MailjetStub.acceptAll(call));

    APP.http().delete("/users/" + deleted);
    APP.register(replaced);
    APP.anybody().post(link);
    makeDue();
    APP.registered(newAddress());

    APP.userOnceSent(replaced);
    assertThat(APP.mailjet.messagesTo(deleted)).hasSize(1);
    assertThat(APP.mailjet.messagesTo(replaced)).hasSize(2);
    assertThat(APP.mailjet.messagesTo(activated)).hasSize(1);
    assertThat(validation(activated).path("mail_status").asText()).isEqualTo("delivered");
  }

  @Test
  void registrations_do_not_wait_for_Mailjet() {
    var slow = new AtomicBoolean(true);
    APP.mailjet.answer(
        call -> {
          await().until(() -> !slow.get());
          return MailjetStub.acceptAll(call);
        });
    var emails = Stream.generate(TestApp::newAddress).limit(30).toList();

    assertThat(emails).allSatisfy(email -> assertThat(APP.register(email).status()).isEqualTo(201));
    assertThat(APP.query("select count(*) from mails where status = 'sent'")).isEqualTo("0");
    slow.set(false);

    emails.forEach(APP::userOnceSent);
  }

  @Test
  void calls_fill_up_under_load_and_do_not_exceed_MAIL_CONCURRENCY() {
    var calls = APP.mailjet.calls().size();
    var running = ConcurrentHashMap.<Call>newKeySet();
    var mostRunning = new java.util.concurrent.atomic.AtomicInteger();
    var open = new AtomicBoolean();
    APP.mailjet.answer(
        call -> {
          running.add(call);
          mostRunning.accumulateAndGet(running.size(), Math::max);
          await().until(open::get);
          running.remove(call);
          return MailjetStub.acceptAll(call);
        });
    var emails = Stream.generate(TestApp::newAddress).limit(4).toList();
    for (var email : emails) {
      var before = running.size();
      APP.register(email);
      await().until(() -> running.size() == before + 1);
    }
    MailRows.insert(APP, 120);

    open.set(true);

    await()
        .until(() -> APP.query("select count(*) from mails where status <> 'sent'"), "0"::equals);
    assertThat(mostRunning).hasValue(4);
    var sizes =
        APP.mailjet.calls().stream().skip(calls).map(call -> call.messages().size()).toList();
    assertThat(sizes).contains(50);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(124);
  }

  /** The row lock keeps the first mail's outcome from being stored. */
  @Test
  void the_next_call_does_not_wait_for_the_previous_outcome_to_be_stored() throws SQLException {
    try (var app = TestApp.start(Map.of("MAIL_CONCURRENCY", "1"));
        var connection = DriverManager.getConnection(app.databaseUrl, "postgres", "");
        var statement = connection.createStatement()) {
      var open = new AtomicBoolean();
      app.mailjet.answer(
          call -> {
            await().until(open::get);
            return MailjetStub.acceptAll(call);
          });
      var first = newAddress();
      var second = newAddress();
      app.register(first);
      await().until(() -> app.mailjet.messagesTo(first).size() == 1);
      app.register(second);
      connection.setAutoCommit(false);
      statement.execute(
          "select from mails where server_id = 1 and recipient = '" + first + "' for update");

      open.set(true);

      await().until(() -> app.mailjet.messagesTo(second).size() == 1);
      assertThat(app.query("select status from mails where recipient = '" + first + "'"))
          .isEqualTo("queued");
      connection.rollback();
    }
  }
}

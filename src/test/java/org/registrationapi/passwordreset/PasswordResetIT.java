package org.registrationapi.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.passwordreset.PasswordResets.NEW;
import static org.registrationapi.passwordreset.PasswordResets.OLD;
import static org.registrationapi.passwordreset.PasswordResets.ask;
import static org.registrationapi.passwordreset.PasswordResets.askedLink;
import static org.registrationapi.passwordreset.PasswordResets.choose;
import static org.registrationapi.passwordreset.PasswordResets.link;
import static org.registrationapi.passwordreset.PasswordResets.mails;
import static org.registrationapi.passwordreset.PasswordResets.signIn;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.EqualTime;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** Password resets: the request, its mail, and the notice of the change. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class PasswordResetIT {
  private static final TestApp APP = SecondApp.APP;
  private static final String ACCEPTED = "{\"status\":\"accepted\"}";

  private final String email = newAddress();

  @Test
  void an_activated_user_gets_a_link_without_a_PIN_and_changes_the_password() {
    APP.activated(email);

    assertThat(ask(email.toUpperCase(Locale.ROOT)).status()).isEqualTo(202);

    var mail = APP.mail(email, 2);
    assertThat(mail.message().path("Subject").asText())
        .isEqualTo("localhost: choose a new password");
    assertThat(mail.text())
        .doesNotContain("PIN")
        .contains("The link works for 1 hour, and only once.");
    assertThat(mail.link()).startsWith("/password-reset/");
    var answer = choose(mail.link(), NEW);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("changed");
    assertThat(answer.json().path("email").asText()).isEqualTo(email);
    assertThat(answer.header("Set-Cookie")).isNull();
    assertThat(signIn(email, OLD)).isEqualTo(401);
    assertThat(signIn(email, NEW)).isEqualTo(200);
  }

  @Test
  void a_password_change_is_reported_by_a_mail_without_a_link() {
    choose(askedLink(email), NEW);

    var mail = APP.mail(email, 3);

    assertThat(mail.message().path("Subject").asText())
        .isEqualTo("localhost: your password was changed");
    assertThat(mail.text() + mail.html()).doesNotContain("http:", "https:", "href", NEW);
  }

  @Test
  void the_answer_is_the_same_for_every_address_and_server() {
    var pending = newAddress();
    APP.registered(pending);
    APP.activated(email);
    var foreign = APP.newServer("");

    var answers = List.of(ask(email), ask(pending), ask(newAddress()), ask(foreign, email));

    for (var answer : answers) {
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo(ACCEPTED);
      assertThat(answer.response().headers().map().keySet())
          .isEqualTo(answers.get(0).response().headers().map().keySet());
    }
    APP.mail(email, 2);
    assertThat(APP.query("select count(*) from mails where recipient = '" + pending + "'"))
        .isEqualTo("1");
    assertThat(mails(email, "password_reset")).isEqualTo("1");
  }

  @Test
  void an_unknown_address_gets_no_mail_and_no_row() {
    ask(email);

    assertThat(APP.query("select count(*) from mails where recipient = '" + email + "'"))
        .isEqualTo("0");
    assertThat(APP.query("select count(*) from users where email = '" + email + "'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|email required",
        "{\"email\": \"ada\"}|email invalid_email",
        "{\"email\": \"ada@example.com\", \"name\": \"Ada\"}|name unknown_field"
      })
  void an_invalid_request_is_422(String body, String error) {
    var answer = APP.http().post("/users/password-reset", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void the_lifetime_is_a_setting_and_ignores_the_servers_validation_ttl() {
    try (var app = TestApp.start(Map.of("PASSWORD_RESET_TTL", "10m"))) {
      var server = app.newServer("\"validation_ttl\": 600000");
      server.post("/users", registration(email));
      app.anybody().post(app.mail(email, 1).link());
      ask(server, email);

      assertThat(app.mail(email, 2).text()).contains("for 10 minutes, and only once.");
      await()
          .until(
              () ->
                  app.query(
                      """
                      select extract(epoch from expires_at - time_sent)::int
                        from validations where purpose = 'password_reset'
                      """),
              "600"::equals);
    }
  }

  @Test
  void twenty_concurrent_requests_leave_one_valid_link() {
    APP.activated(email);

    var answers = Race.answers(20, i -> ask(email));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(
            APP.query(
                """
                select count(*) from validations v
                  join users u on u.server_id = v.server_id and u.id = v.user_id
                 where u.email = '%s' and v.purpose = 'password_reset'
                """
                    .formatted(email)))
        .isEqualTo("1");
    var valid =
        APP.query(
            """
            select v.id from validations v join users u on u.server_id = v.server_id and u.id = v.user_id
             where u.email = '%s' and v.purpose = 'password_reset'
            """
                .formatted(email));
    await()
        .until(
            () ->
                APP.mailjet.messagesTo(email).stream()
                    .anyMatch(message -> message.path("CustomID").asText().equals(valid)));
    var links = new ArrayList<String>();
    for (int i = 1; i <= APP.mailjet.messagesTo(email).size() - 1; i++) links.add(link(email, i));
    assertThat(links.stream().map(link -> APP.anybody().get(link).status()))
        .containsOnlyOnce(200)
        .isSubsetOf(200, 410); // a replaced link may not have been mailed
  }

  @Test
  void a_newer_link_replaces_the_older_one() {
    var older = askedLink(email);
    assertThat(ask(email).status()).isEqualTo(202);
    var newer = link(email, 2);

    assertThat(choose(older, NEW).code()).isEqualTo("link_replaced");
    assertThat(signIn(email, OLD)).isEqualTo(200);
    assertThat(choose(newer, NEW).status()).isEqualTo(200);
  }

  @Test
  void an_address_over_its_limit_gets_the_same_answer_and_no_mail() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "2"))) {
      app.anybody().post(app.registered(email).link());
      assertThat(ask(app.http(), email).status()).isEqualTo(202);
      app.awaitAllSettled();
      assertThat(ask(app.http(), email).status()).isEqualTo(202);
      var link = app.mail(email, 3).link();

      var over = ask(app.http(), email);

      assertThat(over.status()).isEqualTo(202);
      assertThat(over.body()).isEqualTo(ACCEPTED);
      assertThat(app.query("select count(*) from mails where kind = 'password_reset'"))
          .isEqualTo("2");
      assertThat(app.anybody().get(link).status()).as("the older link still works").isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_request_counts_as_a_mail_of_this_server_for_known_and_unknown_addresses(boolean known) {
    try (var app = TestApp.start(Map.of("MAIL_ADDRESS_INTERVAL", "60s"))) {
      if (known) app.anybody().post(app.registered(email).link());
      var other = newAddress();
      app.anybody().post(app.registered(other).link());
      app.sql("update mail_allowances set time_promised = now() - interval '1 minute'");

      ask(app.http(), email);

      var change = "{\"email\": \"" + email + "\"}";
      assertThat(app.http().post("/users/" + other + "/email", change).code())
          .isEqualTo("too_many_mails");
      assertThat(app.newServer("").post("/users", registration(email)).status()).isEqualTo(201);
    }
  }

  /** OWASP's Forgot Password cheat sheet: a consistent message in a consistent time. */
  @Tag("long")
  @Test
  void the_answer_takes_equally_long_for_every_address() {
    APP.activated(email);
    var pending = newAddress();
    APP.registered(pending);
    var limited = newAddress();
    APP.activated(limited);
    ask(limited);
    APP.sql("update mail_allowances set mails = 1000 where email_key = '1 " + limited + "'");

    EqualTime.check(
        Map.of(
            "unknown", i -> ask(newAddress()),
            "pending", i -> ask(pending),
            "activated", i -> ask(email),
            "limited", i -> ask(limited)));
  }
}

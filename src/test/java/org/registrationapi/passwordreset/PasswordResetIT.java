package org.registrationapi.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** Password resets: the request, the mail, its link and the new password. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class PasswordResetIT {
  private static final TestApp APP = SecondApp.APP;
  private static final String ACCEPTED = "{\"status\":\"accepted\"}";
  private static final String NEW = "purple monkey dishwasher";
  private static final String OLD = "correct horse battery";
  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final String email = newAddress();

  private static Answer ask(TestHttp server, String email) {
    return server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");
  }

  private Answer ask() {
    return ask(APP.http(), email);
  }

  /**
   * Registers and activates the user; the validation mail is the first, the next one is the second.
   */
  private void activated() {
    assertThat(APP.anybody().post(APP.registered(email).link()).status()).isEqualTo(200);
  }

  /** The link in the n-th mail after the validation mail. */
  private String link(int number) {
    return APP.mail(email, number + 1).link();
  }

  private String askedLink() {
    activated();
    assertThat(ask().status()).isEqualTo(202);
    return link(1);
  }

  private static Answer choose(String link, String password) {
    return APP.anybody().post(link, "{\"password\": \"" + password + "\"}");
  }

  private static Answer chooseInBrowser(String link, String form) {
    return APP.anybody()
        .with("Accept", "text/html")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", link, form);
  }

  private int signIn(String password) {
    return APP.http()
        .post(
            "/users/authenticate",
            "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}")
        .status();
  }

  private String mails(String kind) {
    return APP.query(
        "select count(*) from mails where kind = '%s' and recipient = '%s'".formatted(kind, email));
  }

  private static void expire(String email) {
    APP.sql(
        """
        update validations v set time_sent = now(), expires_at = now() - interval '1 millisecond'
          from users u where u.server_id = v.server_id and u.id = v.user_id and u.email = '%s'
           and v.purpose = 'password_reset'
        """
            .formatted(email));
  }

  @Test
  void an_activated_user_gets_a_link_without_a_PIN_and_changes_the_password() {
    activated();

    assertThat(ask(APP.http(), email.toUpperCase(Locale.ROOT)).status()).isEqualTo(202);

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
    assertThat(signIn(OLD)).isEqualTo(401);
    assertThat(signIn(NEW)).isEqualTo(200);
  }

  @Test
  void a_password_change_is_reported_by_a_mail_without_a_link() {
    choose(askedLink(), NEW);

    var mail = APP.mail(email, 3);

    assertThat(mail.message().path("Subject").asText())
        .isEqualTo("localhost: your password was changed");
    assertThat(mail.text() + mail.html()).doesNotContain("http:", "https:", "href", NEW);
  }

  @Test
  void the_answer_is_the_same_for_every_address_and_server() {
    var pending = newAddress();
    APP.registered(pending);
    activated();
    var foreign = APP.newServer("");

    var answers =
        List.of(
            ask(), ask(APP.http(), pending), ask(APP.http(), newAddress()), ask(foreign, email));

    for (var answer : answers) {
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo(ACCEPTED);
      assertThat(answer.response().headers().map().keySet())
          .isEqualTo(answers.get(0).response().headers().map().keySet());
    }
    APP.mail(email, 2);
    assertThat(APP.query("select count(*) from mails where recipient = '" + pending + "'"))
        .isEqualTo("1");
    assertThat(mails("password_reset")).isEqualTo("1");
  }

  @Test
  void an_unknown_address_gets_no_mail_and_no_row() {
    ask();

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
  void opening_the_link_changes_nothing() {
    var link = askedLink();
    await().until(() -> sentReset(), "t"::equals);
    var before = rows();

    for (int i = 0; i < 20; i++) {
      assertThat(APP.anybody().get(link).json().path("status").asText()).isEqualTo("pending");
      assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().send("HEAD", link, null).status()).isEqualTo(200);
    }

    assertThat(rows()).isEqualTo(before);
    assertThat(signIn(OLD)).isEqualTo(200);
  }

  private String sentReset() {
    return APP.query(
        """
        select v.expires_at is not null and m.status = 'sent'
          from validations v join mails m on m.server_id = v.server_id and m.id = v.id
         where m.recipient = '%s' and v.purpose = 'password_reset'
        """
            .formatted(email));
  }

  private String rows() {
    return APP.query(
        """
        select string_agg(u::text || v::text || m::text, ';' order by v.id, m.id)
          from users u
          join validations v on v.server_id = u.server_id and v.user_id = u.id
          join mails m on m.server_id = u.server_id and m.user_id = u.id
         where u.email = '%s'
        """
            .formatted(email));
  }

  @Test
  void a_link_expires_one_hour_after_its_mail_was_sent() {
    askedLink();
    await().until(this::sentReset, "t"::equals);

    assertThat(
            APP.query(
                """
                select extract(epoch from v.expires_at - m.time_sent)::int
                  from validations v join mails m on m.server_id = v.server_id and m.id = v.id
                 where m.recipient = '%s' and v.purpose = 'password_reset'
                """
                    .formatted(email)))
        .isEqualTo("3600");
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
  void a_link_works_once() {
    var link = askedLink();
    assertThat(choose(link, NEW).status()).isEqualTo(200);

    for (var again : List.of(choose(link, "another monkey dishwasher"), APP.anybody().get(link))) {
      assertThat(again.body())
          .isEqualTo(
              """
              {"type":"about:blank","title":"Gone","status":410,\
              "detail":"This link no longer works: it was used, or a newer mail has replaced it, or the user changed.",\
              "code":"link_replaced","request_id":"%s"}"""
                  .formatted(again.header("X-Request-Id")));
    }
    assertThat(signIn(NEW)).isEqualTo(200);
    assertThat(mails("password_changed")).isEqualTo("1");
  }

  @Test
  void one_of_twenty_concurrent_uses_of_a_link_succeeds() {
    var link = askedLink();

    var answers = Race.answers(20, i -> choose(link, "purple monkey dishwasher " + i));

    var winners =
        Stream.iterate(0, i -> i + 1).limit(20).filter(i -> answers.get(i).status() == 200);
    var winner = winners.toList();
    assertThat(winner).hasSize(1);
    assertThat(answers).extracting(Answer::status).containsOnly(200, 410);
    assertThat(signIn("purple monkey dishwasher " + winner.get(0))).isEqualTo(200);
    assertThat(mails("password_changed")).isEqualTo("1");
  }

  @Test
  void twenty_concurrent_requests_leave_one_valid_link() {
    activated();

    var answers = Race.answers(20, i -> ask());

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
    for (int i = 1; i <= APP.mailjet.messagesTo(email).size() - 1; i++) links.add(link(i));
    assertThat(links.stream().map(link -> APP.anybody().get(link).status()))
        .containsOnlyOnce(200)
        .isSubsetOf(200, 410); // a replaced link may not have been mailed
  }

  @Test
  void a_newer_link_replaces_the_older_one() {
    var older = askedLink();
    assertThat(ask().status()).isEqualTo(202);
    var newer = link(2);

    assertThat(choose(older, NEW).code()).isEqualTo("link_replaced");
    assertThat(signIn(OLD)).isEqualTo(200);
    assertThat(choose(newer, NEW).status()).isEqualTo(200);
  }

  @Test
  void an_expired_link_is_410() {
    var link = askedLink();
    await().until(this::sentReset, "t"::equals);
    expire(email);

    for (var answer : List.of(APP.anybody().get(link), choose(link, NEW))) {
      assertThat(answer.status()).isEqualTo(410);
      assertThat(answer.code()).isEqualTo("link_expired");
    }
    assertThat(signIn(OLD)).isEqualTo(200);
  }

  @Test
  void the_link_of_a_deleted_user_is_410() {
    var link = askedLink();
    APP.http().delete("/users/" + email);

    assertThat(choose(link, NEW).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().get(link).status()).isEqualTo(410);
  }

  @Test
  void a_token_changed_at_any_position_is_404() {
    var link = askedLink();
    var start = link.indexOf('/', 1) + 1;

    var statuses = new ArrayList<Integer>();
    for (int i = start; i < link.length(); i++) {
      var other = BASE64URL.charAt((BASE64URL.indexOf(link.charAt(i)) + 1) % 64);
      var forged = link.substring(0, i) + other + link.substring(i + 1);
      statuses.add(APP.anybody().get(forged).status());
      statuses.add(choose(forged, NEW).status());
    }

    assertThat(statuses).hasSize(150).containsOnly(404);
    assertThat(choose(link.substring(0, link.length() - 1), NEW).code())
        .isEqualTo("link_not_found");
    assertThat(choose(link, NEW).status()).isEqualTo(200);
  }

  @Test
  void a_token_is_404_under_another_purpose() {
    var validation = APP.registered(email).link();
    assertThat(APP.anybody().post(validation).status()).isEqualTo(200);
    ask();
    var reset = link(1);

    assertThat(choose(validation.replace("/validation/", "/password-reset/"), NEW).status())
        .isEqualTo(404);
    assertThat(APP.anybody().post(reset.replace("/password-reset/", "/validation/")).status())
        .isEqualTo(404);
    assertThat(APP.anybody().post(reset.replace("password-reset", "validation") + "/reject").code())
        .isEqualTo("link_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|password required",
        "{\"password\": \"short\"}|password too_short",
        "{\"password\": \"password1234\"}|password too_common",
        "{\"password\": \"\\ud800abcdefgh\"}|password invalid_text",
        "{\"password\": \"purple monkey\", \"email\": \"ada@example.com\"}|email unknown_field"
      })
  void a_refused_password_does_not_use_up_the_link(String body, String error) {
    var link = askedLink();

    var answer = APP.anybody().post(link, body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
    assertThat(choose(link, email).fieldError()).isEqualTo("password equals_email");
    assertThat(choose(link, NEW).status()).isEqualTo(200);
  }

  @Test
  void a_new_password_resets_the_guess_limit() {
    var link = askedLink();
    APP.sql(
        "insert into guesses values (1, 'password', '%s', 20, now() + interval '1 hour', now())"
            .formatted(email));
    assertThat(signIn(OLD)).isEqualTo(429);

    choose(link, NEW);

    assertThat(signIn(NEW)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "password=purple+monkey%20dishw%C3%A4sher, 200",
    "password=a&password=purple+monkey+dishwasher, 400",
    "password, 400",
    "password=%C3, 400",
    "password=%G0purple+monkey, 400",
    "password=purple+monkey%2, 400",
    "'', 422",
    "passwort=purple+monkey+dishwasher, 422"
  })
  void a_form_is_parsed_strictly(String form, int status) {
    var link = askedLink();

    assertThat(chooseInBrowser(link, form).status()).isEqualTo(status);
    assertThat(signIn("purple monkey dishwäsher")).isEqualTo(status == 200 ? 200 : 401);
  }

  @Test
  void a_body_that_is_neither_JSON_nor_a_form_is_415() {
    var answer =
        APP.anybody().with("Content-Type", "text/plain").send("POST", askedLink(), "password=x");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("json_required");
  }

  @Test
  void the_page_has_a_form_that_password_managers_understand() {
    var server = APP.newServer("\"display_name\": \"<b>Shop</b>\", \"password_min_length\": 12");
    server.post("/users", registration(email));
    APP.anybody().post(APP.mail(email, 1).link());
    ask(server, email);
    var link = link(1);

    var page = APP.anybody().with("Accept", "text/html").get(link);

    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.body())
        .contains(
            "<form method=\"post\" action=\".." + link + "\">",
            "autocomplete=\"username\" value=\"" + email + "\"",
            "name=\"password\" type=\"password\"",
            "autocomplete=\"new-password\"",
            "minlength=\"12\"",
            "At least 12 characters<",
            "Not your email address, your name or a common password",
            "&lt;b&gt;Shop&lt;/b&gt;")
        .doesNotContain("<b>", "/reject");
    assertThat(page.header("Content-Security-Policy"))
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; "
                + "script-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:; form-action 'self'; frame-ancestors 'none'");
    assertThat(page.header("Set-Cookie")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "en, a common password",
    "fr, un mot de passe courant",
    "de, ein häufiges Passwort",
    "es, una contraseña común",
    "ar, كلمة مرور شائعة"
  })
  void the_page_explains_a_refused_password_in_the_users_language(String locale, String reason) {
    APP.http()
        .post("/users", registration(email).replace("}", ", \"locale\": \"" + locale + "\"}"));
    APP.anybody().post(APP.mail(email, 1).link());
    ask();

    var page = chooseInBrowser(link(1), "password=password1234");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("<html lang=\"" + locale + "\"", reason, "aria-invalid=\"true\"", " autofocus")
        .doesNotContain("password1234");
    assertThat(chooseInBrowser(link(1), "password=purple+monkey+dishwasher").status())
        .isEqualTo(200);
  }

  @Test
  void used_and_forged_links_have_pages_too() {
    var link = askedLink();
    chooseInBrowser(link, "password=purple+monkey+dishwasher");

    var used = APP.anybody().with("Accept", "text/html").get(link);
    var forged = chooseInBrowser("/password-reset/forged", "password=purple+monkey+dishwasher");

    assertThat(used.status()).isEqualTo(410);
    assertThat(used.body())
        .contains("This link no longer works", "/new-link\"")
        .doesNotContain("<input");
    assertThat(forged.status()).isEqualTo(404);
    assertThat(forged.body()).contains("This link is not valid").doesNotContain("<form");
  }

  @Test
  void the_browser_is_redirected_to_the_server_after_the_change() {
    var server = APP.newServer("\"redirect_url\": \"https://shop.example/welcome?from=mail#top\"");
    server.post("/users", registration(email));
    APP.anybody().post(APP.mail(email, 1).link());
    ask(server, email);

    var answer = chooseInBrowser(link(1), "password=purple+monkey+dishwasher");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .matches("https://shop.example/welcome\\?from=mail&status=password_changed&user=.*#top");
  }

  @Test
  void an_address_over_its_limit_gets_the_same_answer_and_no_mail() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "2"))) {
      app.anybody().post(app.registered(email).link());
      assertThat(ask(app.http(), email).status()).isEqualTo(202);
      app.mail(email, 2);
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
    activated();
    var pending = newAddress();
    APP.registered(pending);
    var limited = newAddress();
    APP.anybody().post(APP.registered(limited).link());
    ask(APP.http(), limited);
    APP.sql("update mail_allowances set mails = 1000 where email_key = '1 " + limited + "'");

    EqualTime.check(
        Map.of(
            "unknown", i -> ask(APP.http(), newAddress()),
            "pending", i -> ask(APP.http(), pending),
            "activated", i -> ask(APP.http(), email),
            "limited", i -> ask(APP.http(), limited)));
  }
}

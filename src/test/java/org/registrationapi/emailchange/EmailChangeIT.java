package org.registrationapi.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.emailchange.EmailChanges.authenticate;
import static org.registrationapi.emailchange.EmailChanges.events;
import static org.registrationapi.emailchange.EmailChanges.mails;
import static org.registrationapi.emailchange.EmailChanges.requestChange;
import static org.registrationapi.emailchange.EmailChanges.requestedLink;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** A user's email is changed by a link mailed to the new one: the request and its effect. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class EmailChangeIT {
  private static final TestApp APP = SecondApp.APP;

  private final String before = newAddress();
  private final String after = newAddress();

  @Test
  void following_the_mailed_link_changes_the_email() {
    APP.activated(before);
    var user = APP.user(before);

    var requested = requestChange(before, after);

    assertThat(requested.status()).isEqualTo(202);
    assertThat(user.path("new_email").isNull()).isTrue();
    var waiting = ((ObjectNode) user).deepCopy().put("new_email", after);
    assertThat(requested.json()).isEqualTo(waiting);
    assertThat(APP.user(before)).isEqualTo(waiting);
    var mail = APP.mail(after, 1);
    assertThat(mail.message().path("Subject").asText())
        .isEqualTo("localhost: use your new email address");
    assertThat(mail.text()).contains("The link works for 24 hours.").doesNotContain("PIN", before);
    assertThat(mail.link()).startsWith("/email-change/");
    var answer = APP.anybody().post(mail.link());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asText()).isEqualTo("changed");
    assertThat(answer.json().path("email").asText()).isEqualTo(after);
    assertThat(APP.user(after).path("id")).isEqualTo(user.path("id"));
    assertThat(APP.user(after).path("email").asText()).isEqualTo(after);
    assertThat(APP.user(after).path("new_email").isNull()).isTrue();
    assertThat(APP.user(after).path("is_activated").asBoolean()).isTrue();
    assertThat(APP.http().get("/users/" + before).status()).isEqualTo(404);
    assertThat(authenticate(after)).isEqualTo(200);
    assertThat(authenticate(before)).isEqualTo(401);
  }

  @Test
  void the_old_email_gets_a_link_to_take_back_a_requested_and_a_made_change() {
    var link = requestedLink(before, after);
    var requested = APP.mail(before, 2);
    APP.anybody().post(link);
    var changed = APP.mail(before, 3);

    assertThat(requested.message().path("Subject").asText())
        .isEqualTo("localhost: somebody wants to change your email address");
    assertThat(requested.text()).contains("while the change waits, and for 7 days after it.");
    assertThat(changed.message().path("Subject").asText())
        .isEqualTo("localhost: your email address was changed");
    assertThat(changed.text()).contains("The link works for 7 days");
    assertThat(List.of(requested, changed))
        .allSatisfy(
            mail -> {
              assertThat(mail.link()).startsWith("/email-undo/");
              assertThat(mail.text() + mail.html()).doesNotContain(after);
            });
  }

  @Test
  void one_of_twenty_users_who_change_to_one_email_at_once_gets_it() {
    var links = new ArrayList<String>();
    for (int i = 0; i < 20; i++) {
      var user = newAddress();
      APP.sql(
          """
          insert into users (server_id, id, email, email_key, password_hash, time_activated)
          values (1, gen_random_uuid(), '%1$s', '%1$s', 'x', now())
          """
              .formatted(user));
      assertThat(requestChange(user, after).status()).isEqualTo(202);
      links.add(APP.mail(after, i + 1).link());
    }

    var answers = Race.answers(20, i -> APP.anybody().post(links.get(i)));

    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(answers).extracting(Answer::status).containsOnly(200, 409);
    assertThat(APP.query("select count(*) from users where email_key = '" + after + "'"))
        .isEqualTo("1");
  }

  @Test
  void an_email_of_another_user_is_refused_only_when_the_link_is_posted() {
    APP.activated(before);
    APP.activated(after);

    var requested = requestChange(before, after);

    assertThat(requested.status()).isEqualTo(202);
    var link = APP.mail(after, 2).link();
    var answer = APP.anybody().post(link);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Conflict","status":409,\
            "detail":"This address belongs to another user of this server by now.",\
            "code":"already_registered","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
    var page = APP.anybody().with("Accept", "text/html").post(link);
    assertThat(page.status()).isEqualTo(409);
    assertThat(page.body())
        .contains("This address is already in use")
        .doesNotContain("<form", before);
    assertThat(APP.user(before).path("email").asText()).isEqualTo(before);
    assertThat(mails("email_changed", before)).isEqualTo("0");
  }

  @Test
  void a_pending_user_with_the_new_email_is_deleted() {
    var link = requestedLink(before, after);
    var pending = APP.register(after).json().path("id").asText();

    assertThat(APP.anybody().post(link).status()).isEqualTo(200);

    assertThat(APP.user(after).path("id").asText()).isNotEqualTo(pending);
    assertThat(APP.http().get("/users/" + pending).status()).isEqualTo(404);
  }

  @Test
  void the_new_email_may_be_registered_at_another_server() {
    APP.newServer("").post("/users", registration(after));
    APP.activated(before);
    requestChange(before, after);

    assertThat(APP.anybody().post(APP.mail(after, 2).link()).status()).isEqualTo(200);
  }

  @Test
  void a_pending_user_cannot_change_the_email() {
    APP.register(before);

    var answer = requestChange(before, after);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("user_is_pending");
    assertThat(mails("email_change", after)).isEqualTo("0");
  }

  @Test
  void the_current_email_of_the_user_is_refused() {
    APP.activated(before);

    var answer = requestChange(before, before);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo("email unchanged");
  }

  @Test
  void another_spelling_of_the_same_email_is_written_at_once_without_a_mail() {
    APP.activated(before);
    var spelled = before.replace("ada-", "Ada-");

    var answer = requestChange(before, spelled);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("email").asText()).isEqualTo(spelled);
    assertThat(answer.json().path("new_email").isNull()).isTrue();
    assertThat(APP.user(before)).isEqualTo(answer.json());
    assertThat(APP.query("select count(*) from mails where recipient ilike '" + before + "'"))
        .isEqualTo("1");
    assertThat(authenticate(before)).isEqualTo(200);
    assertThat(events(answer.json().path("id").asText())).isEqualTo("email_changed");
  }

  @Test
  void another_spelling_leaves_a_waiting_change_alone() {
    var link = requestedLink(before, after);

    var answer = requestChange(before, before.toUpperCase(Locale.ROOT));

    assertThat(answer.json().path("new_email").asText()).isEqualTo(after);
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
  }

  @Test
  void a_waiting_change_is_in_lists_and_ends_when_it_is_withdrawn() {
    var link = requestedLink(before, after);
    var listed = APP.http().get("/users?email=" + before).json();
    assertThat(listed.at("/users/0/new_email").asText()).isEqualTo(after);

    for (int i = 0; i < 2; i++)
      assertThat(APP.http().delete("/users/" + before + "/email").status()).isEqualTo(204);

    assertThat(APP.user(before).path("new_email").isNull()).isTrue();
    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.http().delete("/users/" + after + "/email").code()).isEqualTo("user_not_found");
  }

  @Test
  void a_change_that_was_made_is_not_withdrawn() {
    var link = requestedLink(before, after);
    APP.anybody().post(link);

    assertThat(APP.http().delete("/users/" + after + "/email").status()).isEqualTo(204);

    assertThat(APP.anybody().get(link).json().path("status").asText()).isEqualTo("changed");
    assertThat(APP.http().get("/users/" + after).status()).isEqualTo(200);
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
    var answer = APP.http().post("/users/nobody@example.com/email", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void a_request_over_the_mail_limit_of_the_new_email_changes_nothing() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "1"))) {
      app.anybody().post(app.registered(before).link());
      assertThat(requestChange(app.http(), before, after).status()).isEqualTo(202);
      var link = app.mail(after, 1).link();

      var over = requestChange(app.http(), before, after);

      assertThat(over.status()).isEqualTo(429);
      assertThat(over.code()).isEqualTo("too_many_mails");
      assertThat(Long.parseLong(over.header("Retry-After"))).isBetween(86_000L, 86_400L);
      assertThat(app.anybody().post(link).status()).isEqualTo(200);
      assertThat(app.mail(before, 3).text())
          .as("it has no limit")
          .contains("has just been changed");
    }
  }

  @Test
  void notices_of_requests_are_limited_apart_from_other_mails() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "1"))) {
      app.anybody().post(app.registered(before).link());
      for (int i = 0; i < 3; i++)
        assertThat(requestChange(app.http(), before, newAddress()).status()).isEqualTo(202);

      app.http().post("/users/password-reset", "{\"email\": \"" + before + "\"}");

      assertThat(
              app.query(
                  "select string_agg(kind, ' ' order by id) from mails where recipient = '"
                      + before
                      + "'"))
          .isEqualTo("validation email_change_requested password_reset");
    }
  }
}

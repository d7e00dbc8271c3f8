package org.registrationapi.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.emailchange.EmailChanges.authenticate;
import static org.registrationapi.emailchange.EmailChanges.change;
import static org.registrationapi.emailchange.EmailChanges.changeLink;
import static org.registrationapi.emailchange.EmailChanges.changed;
import static org.registrationapi.emailchange.EmailChanges.changedUndo;
import static org.registrationapi.emailchange.EmailChanges.events;
import static org.registrationapi.emailchange.EmailChanges.mail;
import static org.registrationapi.emailchange.EmailChanges.mailKinds;
import static org.registrationapi.emailchange.EmailChanges.requestChange;
import static org.registrationapi.emailchange.EmailChanges.requestedUndo;
import static org.registrationapi.emailchange.EmailChanges.status;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** A change of address is taken back by a link mailed to the old address. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class EmailUndoIT {
  private static final TestApp APP = SecondApp.APP;
  private static final String NEW_PASSWORD = "{\"password\": \"purple monkey dishwasher\"}";

  private final String before = newAddress();
  private final String after = newAddress();

  @Test
  void the_link_gives_the_old_email_back_and_tells_the_new_one() {
    var link = changed(before, after);
    var id = APP.user(after).path("id").asText();
    assertThat(status(APP.anybody().get(link))).isEqualTo("pending");

    var answer = APP.anybody().post(link);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(status(answer)).isEqualTo("changed");
    assertThat(answer.json().path("email").asText()).isEqualTo(before);
    assertThat(APP.user(before).path("id").asText()).isEqualTo(id);
    assertThat(APP.user(before).path("new_email").isNull()).isTrue();
    assertThat(APP.http().get("/users/" + after).status()).isEqualTo(404);
    assertThat(authenticate(before)).isEqualTo(200);
    var told = mail(after, "taken back");
    assertThat(told.text() + told.html()).contains(after).doesNotContain(before, "http:", "href");
    assertThat(events(id)).isEqualTo("email_changed email_change_undone");
  }

  @Test
  void the_link_in_the_notice_of_the_request_stops_a_change_that_waits() {
    APP.activated(before);
    requestChange(before, after);
    var change = changeLink(after);

    var answer = APP.anybody().post(requestedUndo(before));

    assertThat(status(answer)).isEqualTo("changed");
    assertThat(APP.anybody().post(change).code()).isEqualTo("link_replaced");
    assertThat(APP.user(before).path("new_email").isNull()).isTrue();
    assertThat(mailKinds(after)).as("an address that has proven nothing").isEqualTo("email_change");
    assertThat(events(APP.user(before).path("id").asText())).isEqualTo("email_change_undone");
  }

  @Test
  void the_link_in_the_notice_of_the_request_also_works_after_the_change() {
    changed(before, after);

    assertThat(status(APP.anybody().post(requestedUndo(before)))).isEqualTo("changed");

    assertThat(APP.user(before).path("email").asText()).isEqualTo(before);
    assertThat(APP.anybody().post(changedUndo(before)).code()).isEqualTo("link_replaced");
  }

  @Test
  void a_newer_request_or_a_withdrawal_does_not_end_the_link_of_an_earlier_notice() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "1"))) {
      app.anybody().post(app.registered(before).link());
      var request = "/users/" + before + "/email";
      app.http().post(request, "{\"email\": \"" + newAddress() + "\"}");
      var undo = app.mail(before, 2).link();
      app.http().delete(request);
      app.http().post(request, "{\"email\": \"" + after + "\"}");
      var change = app.mail(after, 1).link();

      assertThat(app.anybody().post(undo).status()).isEqualTo(200);

      assertThat(app.anybody().post(change).code()).isEqualTo("link_replaced");
    }
  }

  @Test
  void a_password_that_was_changed_meanwhile_does_not_matter_and_a_new_one_can_be_chosen() {
    var link = changed(before, after);
    APP.http().post("/users/password-reset", "{\"email\": \"" + after + "\"}");
    APP.anybody().post(mail(after, "choose a new password").link(), NEW_PASSWORD);
    assertThat(authenticate(after)).isEqualTo(401);

    APP.anybody().post(link);
    var reset = mail(before, "choose a new password").link();

    var password = "{\"password\": \"correct horse battery\"}";
    assertThat(APP.anybody().post(reset, password).status()).isEqualTo(200);
    assertThat(authenticate(before)).isEqualTo(200);
  }

  @Test
  void links_mailed_to_the_new_email_end() {
    var link = changed(before, after);
    APP.http().post("/users/password-reset", "{\"email\": \"" + after + "\"}");
    var reset = mail(after, "choose a new password").link();
    var third = newAddress();
    requestChange(after, third);
    var undo = requestedUndo(after);
    var next = changeLink(third);

    assertThat(APP.anybody().post(link).status()).isEqualTo(200);

    assertThat(APP.anybody().post(reset, NEW_PASSWORD).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(next).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(undo).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(changeLink(after)).code()).isEqualTo("link_replaced");
    assertThat(APP.user(before).path("email").asText()).isEqualTo(before);
  }

  @Test
  void the_link_of_a_first_change_survives_later_changes_and_their_undoing() {
    var first = changed(before, after);
    var third = newAddress();
    var second = change(after, third);
    assertThat(status(APP.anybody().post(second))).isEqualTo("changed");
    assertThat(APP.user(after).path("email").asText()).isEqualTo(after);
    change(after, newAddress());

    assertThat(status(APP.anybody().post(first))).isEqualTo("changed");

    assertThat(APP.user(before).path("email").asText()).isEqualTo(before);
    assertThat(APP.anybody().post(changedUndo(after)).code()).isEqualTo("link_replaced");
  }

  @RepeatedTest(3)
  void of_an_undo_and_a_concurrent_proof_of_the_new_email_the_undo_wins() {
    APP.activated(before);
    var id = APP.user(before).path("id").asText();
    requestChange(before, after);
    var change = changeLink(after);
    var undo = requestedUndo(before);

    var answers = Race.answers(20, i -> APP.anybody().post(i % 2 == 0 ? undo : change));

    assertThat(answers).extracting(Answer::status).containsAnyOf(200).isSubsetOf(200, 410);
    var user = APP.http().get("/users/" + id).json();
    assertThat(user.path("email").asText()).isEqualTo(before);
    assertThat(user.path("new_email").isNull()).isTrue();
    assertThat(events(id)).isIn("email_change_undone", "email_changed email_change_undone");
  }

  @Test
  void an_old_email_that_is_another_users_by_now_stays_with_that_user() {
    var link = changed(before, after);
    var id = APP.user(after).path("id").asText();
    APP.register(before);
    var other = APP.user(before).path("id").asText();
    APP.sql("update users set time_activated = now() where id = '" + other + "'");

    var answer = APP.anybody().post(link);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("already_registered");
    var page = APP.anybody().with("Accept", "text/html").post(link);
    assertThat(page.body()).contains("This address is already in use").doesNotContain(after);
    assertThat(APP.user(before).path("id").asText()).isEqualTo(other);
    assertThat(APP.user(after).path("id").asText()).isEqualTo(id);
    APP.http().delete("/users/" + other);
    assertThat(status(APP.anybody().post(link))).as("it was not used up").isEqualTo("changed");
  }

  @Test
  void a_pending_user_with_the_old_email_is_deleted() {
    var link = changed(before, after);
    var id = APP.user(after).path("id").asText();
    APP.register(before);

    assertThat(status(APP.anybody().post(link))).isEqualTo("changed");

    assertThat(APP.user(before).path("id").asText()).isEqualTo(id);
  }

  @RepeatedTest(3)
  void an_undo_and_a_concurrent_deletion_leave_no_user() {
    var link = changed(before, after);
    var id = APP.user(after).path("id").asText();

    var answers =
        Race.answers(
            10, i -> i == 5 ? APP.http().delete("/users/" + id) : APP.anybody().post(link));

    assertThat(answers).extracting(Answer::status).contains(204).isSubsetOf(200, 204, 410);
    for (var table : List.of("email_undos", "mails"))
      assertThat(APP.query("select count(*) from " + table + " where user_id = '" + id + "'"))
          .isEqualTo("0");
  }
}

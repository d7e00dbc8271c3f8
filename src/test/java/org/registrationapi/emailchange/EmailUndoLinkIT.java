package org.registrationapi.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.emailchange.EmailChanges.awaitSettled;
import static org.registrationapi.emailchange.EmailChanges.change;
import static org.registrationapi.emailchange.EmailChanges.changeLink;
import static org.registrationapi.emailchange.EmailChanges.changed;
import static org.registrationapi.emailchange.EmailChanges.events;
import static org.registrationapi.emailchange.EmailChanges.mailKinds;
import static org.registrationapi.emailchange.EmailChanges.requestedUndo;
import static org.registrationapi.emailchange.EmailChanges.retry;
import static org.registrationapi.emailchange.EmailChanges.status;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp.Answer;

/** The link that takes a change of address back: how long and how often it works, and its page. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class EmailUndoLinkIT {
  private static final TestApp APP = SecondApp.APP;
  private final String before = newAddress();
  private final String after = newAddress();

  @Test
  void opening_the_link_changes_nothing() {
    var link = changed(before, after);

    for (int i = 0; i < 20; i++) {
      assertThat(status(APP.anybody().get(link))).isEqualTo("pending");
      assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().send("HEAD", link, null).status()).isEqualTo(200);
    }

    assertThat(APP.user(after).path("email").asText()).isEqualTo(after);
  }

  @Test
  void a_used_link_may_be_posted_again_and_has_no_further_effect() {
    var link = changed(before, after);
    awaitSettled(link);
    var first = APP.anybody().post(link);

    assertThat(APP.anybody().post(link).body()).isEqualTo(first.body());
    assertThat(mailKinds(after)).isEqualTo("email_change email_restored");
    assertThat(mailKinds(before))
        .isEqualTo("validation email_change_requested email_changed password_reset");
  }

  @Test
  void a_used_link_does_not_work_again_after_another_change() {
    var link = changed(before, after);
    APP.anybody().post(link);
    var third = newAddress();
    change(before, third);

    assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.user(third).path("email").asText()).isEqualTo(third);
  }

  @Test
  void twenty_concurrent_uses_of_one_link_have_one_effect() {
    var link = changed(before, after);

    var answers = Race.answers(20, i -> APP.anybody().post(link));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(answers).extracting(EmailChanges::status).containsOnly("changed");
    assertThat(mailKinds(after)).isEqualTo("email_change email_restored");
  }

  @RepeatedTest(3)
  void of_two_links_of_one_change_used_at_once_one_has_an_effect() {
    var links = List.of(changed(before, after), requestedUndo(before));
    var id = APP.user(after).path("id").asText();

    var answers = Race.answers(20, i -> APP.anybody().post(links.get(i % 2)));

    assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 410);
    assertThat(events(id)).isEqualTo("email_changed email_change_undone");
    assertThat(APP.user(before).path("id").asText()).isEqualTo(id);
  }

  @Test
  void the_link_ends_seven_days_after_the_change() {
    var link = changed(before, after);
    var id = APP.user(after).path("id").asText();
    setTimes(id, "6 days 23 hours");
    assertThat(status(APP.anybody().get(link))).isEqualTo("pending");

    setTimes(id, "7 days");

    for (var method : List.of("GET", "POST"))
      assertThat(APP.anybody().send(method, link, null).code()).isEqualTo("link_expired");
    assertThat(APP.user(after).path("email").asText()).isEqualTo(after);
  }

  @Test
  void the_link_lives_seven_days_from_its_mail_if_that_was_sent_later() {
    var link = changed(before, after);
    var id = APP.user(after).path("id").asText();
    setTimes(id, "30 days");
    assertThat(APP.anybody().get(link).code()).isEqualTo("link_expired");

    setMail(id, "status = 'queued', time_sent = null, next_attempt_at = now() + interval '1 day'");
    assertThat(APP.anybody().get(link).json().path("expires_at").isNull()).isTrue();
    setMail(id, "status = 'sent', time_sent = now() - interval '7 days' + interval '1 hour'");

    assertThat(status(APP.anybody().post(link))).isEqualTo("changed");
  }

  /** Sets when the user's change was made and its mails were sent. */
  private static void setTimes(String userId, String ago) {
    await()
        .until(
            () ->
                APP.query(
                    "select bool_and(time_sent is not null) from mails where user_id = '%s'"
                        .formatted(userId)),
            "t"::equals);
    APP.sql(
        "update email_undos set time_changed = now() - interval '%s' where user_id = '%s'"
            .formatted(ago, userId));
    setMail(userId, "time_sent = now() - interval '" + ago + "'");
  }

  private static void setMail(String userId, String values) {
    APP.sql("update mails set " + values + " where user_id = '" + userId + "'");
  }

  @Test
  void the_link_of_a_deleted_user_is_invalid() {
    var link = changed(before, after);
    APP.http().delete("/users/" + after);

    assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.http().get("/users/" + before).status()).isEqualTo(404);
  }

  @Test
  void a_mail_with_a_used_link_is_obsolete() {
    var link = changed(before, after);
    APP.anybody().post(link);
    await().until(() -> unsettled(before), "0"::equals);
    APP.sql("update mails set status = 'failed' where recipient = '" + before + "'");

    for (var kind : List.of("email_changed", "email_change_requested"))
      assertThat(retry(kind, before).code()).as(kind).isEqualTo("mail_is_obsolete");
  }

  private static String unsettled(String recipient) {
    return APP.query(
        "select count(*) from mails where recipient = '%s' and status = 'queued'"
            .formatted(recipient));
  }

  @Test
  void a_forged_token_and_one_of_another_purpose_are_404() {
    var link = changed(before, after);

    for (var forged :
        List.of(
            "/email-undo/forged",
            link.replace("email-undo", "email-change"),
            changeLink(after).replace("email-change", "email-undo")))
      for (var method : List.of("GET", "POST"))
        assertThat(APP.anybody().send(method, forged, null).code()).isEqualTo("link_not_found");
  }

  @Test
  void the_page_is_in_the_users_language_and_stays_here_to_say_what_comes_next() {
    var server = APP.newServer("\"redirect_url\": \"https://shop.example/welcome\"");
    server.post("/users", registration(before).replace("}", ", \"locale\": \"de\"}"));
    APP.anybody().post(APP.mail(before, 1).link());
    server.post("/users/" + before + "/email", "{\"email\": \"" + after + "\"}");
    APP.anybody().post(APP.mail(after, 1).link());
    var link = APP.mail(before, 3).link();
    var browser = APP.anybody().with("Accept", "text/html").with("Accept-Language", "es");

    var page = browser.get(link);
    var done = browser.post(link);

    assertThat(page.body())
        .contains("<html lang=\"de\"", "Diese Adresse behalten", before)
        .doesNotContain(after);
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body()).contains("Die Änderung wurde zurückgenommen", "Wählen Sie ein neues");
  }

  @Test
  void old_links_are_deleted_after_40_days() {
    changed(before, after);
    var id = APP.user(after).path("id").asText();
    var rows = "select count(*) from email_undos where user_id = '%s'".formatted(id);
    try (var database = TestDatabase.open(APP.databaseUrl)) {
      EmailUndoService.tidy(database.jdbi());
      assertThat(APP.query(rows)).isEqualTo("2");
      APP.sql(
          "update email_undos set time_created = now() - interval '40 days' where user_id = '%s'"
              .formatted(id));

      EmailUndoService.tidy(database.jdbi());
    }
    assertThat(APP.query(rows)).isEqualTo("0");
  }
}

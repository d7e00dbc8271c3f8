package org.registrationapi.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp.Answer;

/** A change of address is taken back by a link mailed to the old address. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class EmailUndoIT {
  private static final TestApp APP = SecondApp.APP;
  private static final String NEW_PASSWORD = "{\"password\": \"purple monkey dishwasher\"}";

  private final String before = newAddress();
  private final String after = newAddress();

  private static Answer requestChange(String ref, String email) {
    return APP.http().post("/users/" + ref + "/email", "{\"email\": \"" + email + "\"}");
  }

  private static void registerAndActivate(String email) {
    assertThat(APP.anybody().post(APP.registered(email).link()).status()).isEqualTo(200);
  }

  /** The newest mail to an address with this text in its subject. */
  private static ReceivedMail mail(String email, String subject) {
    var message =
        await()
            .until(
                () ->
                    APP.mailjet.messagesTo(email).stream()
                        .filter(it -> it.path("Subject").asText().contains(subject))
                        .reduce((older, newer) -> newer),
                Optional::isPresent)
            .orElseThrow();
    return new ReceivedMail(message, email);
  }

  private static String requestedUndo(String email) {
    return mail(email, "somebody wants to change").link();
  }

  private static String changedUndo(String email) {
    return mail(email, "your email address was changed").link();
  }

  private static String changeLink(String email) {
    return mail(email, "use your new email address").link();
  }

  /** Changes the address, and returns the link in the mail about it to the old one. */
  private String change() {
    registerAndActivate(before);
    return change(before, after);
  }

  private static String change(String from, String to) {
    assertThat(requestChange(from, to).status()).isEqualTo(202);
    assertThat(APP.anybody().post(changeLink(to)).status()).isEqualTo(200);
    return changedUndo(from);
  }

  private static int authenticate(String email) {
    return APP.http().post("/users/authenticate", registration(email)).status();
  }

  private static String status(Answer answer) {
    return answer.json().path("status").asText();
  }

  private static String events(String userId) {
    return APP.query(
        "select string_agg(kind, ' ' order by id) from events where kind like 'email%%' and user_id = '%s'"
            .formatted(userId));
  }

  private static String kinds(String recipient) {
    return APP.query(
        "select string_agg(kind, ' ' order by id) from mails where recipient = '%s'"
            .formatted(recipient));
  }

  @Test
  void the_link_gives_the_old_email_back_and_tells_the_new_one() {
    var link = change();
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
  void opening_the_link_changes_nothing() {
    var link = change();

    for (int i = 0; i < 20; i++) {
      assertThat(status(APP.anybody().get(link))).isEqualTo("pending");
      assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().send("HEAD", link, null).status()).isEqualTo(200);
    }

    assertThat(APP.user(after).path("email").asText()).isEqualTo(after);
  }

  @Test
  void the_link_in_the_notice_of_the_request_stops_a_change_that_waits() {
    registerAndActivate(before);
    requestChange(before, after);
    var change = changeLink(after);

    var answer = APP.anybody().post(requestedUndo(before));

    assertThat(status(answer)).isEqualTo("changed");
    assertThat(APP.anybody().post(change).code()).isEqualTo("link_replaced");
    assertThat(APP.user(before).path("new_email").isNull()).isTrue();
    assertThat(kinds(after)).as("an address that has proven nothing").isEqualTo("email_change");
    assertThat(events(APP.user(before).path("id").asText())).isEqualTo("email_change_undone");
  }

  @Test
  void the_link_in_the_notice_of_the_request_also_works_after_the_change() {
    change();

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
    var link = change();
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
    var link = change();
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
    var first = change();
    var third = newAddress();
    var second = change(after, third);
    assertThat(status(APP.anybody().post(second))).isEqualTo("changed");
    assertThat(APP.user(after).path("email").asText()).isEqualTo(after);
    change(after, newAddress());

    assertThat(status(APP.anybody().post(first))).isEqualTo("changed");

    assertThat(APP.user(before).path("email").asText()).isEqualTo(before);
    assertThat(APP.anybody().post(changedUndo(after)).code()).isEqualTo("link_replaced");
  }

  @Test
  void a_used_link_may_be_posted_again_and_has_no_further_effect() {
    var link = change();
    var first = APP.anybody().post(link);

    assertThat(APP.anybody().post(link).body()).isEqualTo(first.body());
    assertThat(kinds(after)).isEqualTo("email_change email_restored");
    assertThat(kinds(before))
        .isEqualTo("validation email_change_requested email_changed password_reset");
  }

  @Test
  void a_used_link_does_not_work_again_after_another_change() {
    var link = change();
    APP.anybody().post(link);
    var third = newAddress();
    change(before, third);

    assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.user(third).path("email").asText()).isEqualTo(third);
  }

  @Test
  void twenty_concurrent_uses_of_one_link_have_one_effect() {
    var link = change();

    var answers = Race.answers(20, i -> APP.anybody().post(link));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(answers).extracting(EmailUndoIT::status).containsOnly("changed");
    assertThat(kinds(after)).isEqualTo("email_change email_restored");
  }

  @RepeatedTest(3)
  void of_an_undo_and_a_concurrent_proof_of_the_new_email_the_undo_wins() {
    registerAndActivate(before);
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

  @RepeatedTest(3)
  void of_two_links_of_one_change_used_at_once_one_has_an_effect() {
    var links = List.of(change(), requestedUndo(before));
    var id = APP.user(after).path("id").asText();

    var answers = Race.answers(20, i -> APP.anybody().post(links.get(i % 2)));

    assertThat(answers).extracting(Answer::status).contains(200).isSubsetOf(200, 410);
    assertThat(events(id)).isEqualTo("email_changed email_change_undone");
    assertThat(APP.user(before).path("id").asText()).isEqualTo(id);
  }

  @Test
  void an_old_email_that_is_another_users_by_now_stays_with_that_user() {
    var link = change();
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
    var link = change();
    var id = APP.user(after).path("id").asText();
    APP.register(before);

    assertThat(status(APP.anybody().post(link))).isEqualTo("changed");

    assertThat(APP.user(before).path("id").asText()).isEqualTo(id);
  }

  @Test
  void the_link_ends_seven_days_after_the_change() {
    var link = change();
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
    var link = change();
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
    var link = change();
    APP.http().delete("/users/" + after);

    assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.http().get("/users/" + before).status()).isEqualTo(404);
  }

  @RepeatedTest(3)
  void an_undo_and_a_concurrent_deletion_leave_no_user() {
    var link = change();
    var id = APP.user(after).path("id").asText();

    var answers =
        Race.answers(
            10, i -> i == 5 ? APP.http().delete("/users/" + id) : APP.anybody().post(link));

    assertThat(answers).extracting(Answer::status).contains(204).isSubsetOf(200, 204, 410);
    for (var table : List.of("email_undos", "mails"))
      assertThat(APP.query("select count(*) from " + table + " where user_id = '" + id + "'"))
          .isEqualTo("0");
  }

  @Test
  void a_mail_with_a_used_link_is_obsolete() {
    var link = change();
    APP.anybody().post(link);
    await().until(() -> kindsUnsettled(before), "0"::equals);
    APP.sql("update mails set status = 'failed' where recipient = '" + before + "'");

    for (var kind : List.of("email_changed", "email_change_requested"))
      assertThat(retry(kind).code()).as(kind).isEqualTo("mail_is_obsolete");
  }

  private static String kindsUnsettled(String recipient) {
    return APP.query(
        "select count(*) from mails where recipient = '%s' and status = 'queued'"
            .formatted(recipient));
  }

  private Answer retry(String kind) {
    var id =
        APP.query(
            "select id from mails where kind = '%s' and recipient = '%s'".formatted(kind, before));
    return APP.admin().post("/mails/" + id + "/retry");
  }

  @Test
  void a_forged_token_and_one_of_another_purpose_are_404() {
    var link = change();

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
    change();
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

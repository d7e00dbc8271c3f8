package org.registrationapi.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.emailchange.EmailChanges.awaitSettled;
import static org.registrationapi.emailchange.EmailChanges.mails;
import static org.registrationapi.emailchange.EmailChanges.requestChange;
import static org.registrationapi.emailchange.EmailChanges.requestedLink;
import static org.registrationapi.emailchange.EmailChanges.retry;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.ForgedLinks;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** The link mailed to a new email: how long and how often it works, and its page. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class EmailChangeLinkIT {
  private static final TestApp APP = SecondApp.APP;

  private final String before = newAddress();
  private final String after = newAddress();

  @Test
  void a_used_link_may_be_posted_again_and_sends_one_notice() {
    var link = requestedLink(before, after);
    awaitSettled(link);
    var first = APP.anybody().post(link);

    assertThat(APP.anybody().post(link).body()).isEqualTo(first.body());
    assertThat(APP.anybody().get(link).json().path("status").asText()).isEqualTo("changed");
    assertThat(mails("email_changed", before)).isEqualTo("1");
  }

  @Test
  void twenty_concurrent_posts_of_one_link_send_one_notice() {
    var link = requestedLink(before, after);

    var answers = Race.answers(20, i -> APP.anybody().post(link));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(mails("email_changed", before)).isEqualTo("1");
  }

  @Test
  void GET_and_HEAD_of_the_link_change_nothing() {
    var link = requestedLink(before, after);
    var user = APP.user(before);

    for (int i = 0; i < 20; i++) {
      assertThat(APP.anybody().get(link).json().path("status").asText()).isEqualTo("pending");
      assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().send("HEAD", link, null).status()).isEqualTo(200);
    }

    assertThat(APP.user(before)).isEqualTo(user);
  }

  @Test
  void links_mailed_to_the_old_email_are_invalid_after_the_change() {
    var validation = APP.registered(before).link();
    APP.anybody().post(validation);
    APP.http().post("/users/password-reset", "{\"email\": \"" + before + "\"}");
    var reset = APP.mail(before, 2).link();
    requestChange(before, after);

    APP.anybody().post(APP.mail(after, 1).link());

    for (var link : List.of(validation, reset)) {
      assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
      assertThat(APP.anybody().get(link).body()).doesNotContain(after);
    }
    assertThat(APP.anybody().post(reset, "{\"password\": \"purple monkey dishwasher\"}").status())
        .isEqualTo(410);
    assertThat(APP.user(after).path("validation").isNull()).isTrue();
  }

  @Test
  void a_password_reset_invalidates_an_earlier_email_change_link() {
    var link = requestedLink(before, after);
    APP.http().post("/users/password-reset", "{\"email\": \"" + before + "\"}");
    var reset = APP.mail(before, 3).link();

    var changed = APP.anybody().post(reset, "{\"password\": \"a wholly new battery\"}");

    assertThat(changed.status()).isEqualTo(200);
    var answer = APP.anybody().post(link);
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.code()).isEqualTo("link_replaced");
    assertThat(APP.user(before).path("is_activated").asBoolean()).isTrue();
    assertThat(APP.user(before).path("new_email").isNull()).isTrue();
  }

  @Test
  void a_newer_link_replaces_the_older_one() {
    var older = requestedLink(before, after);
    var other = newAddress();
    assertThat(requestChange(before, other).status()).isEqualTo(202);
    var newer = APP.mail(other, 1).link();

    assertThat(APP.anybody().post(older).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(newer).status()).isEqualTo(200);
    assertThat(APP.http().get("/users/" + after).status()).isEqualTo(404);
  }

  @Test
  void an_expired_link_is_410() {
    var link = requestedLink(before, after);
    await()
        .until(
            () -> APP.query("select status from mails where recipient = '" + after + "'"),
            "sent"::equals);
    APP.sql(
        "update validations set expires_at = now() - interval '1 ms' where email_key = '%s'"
            .formatted(after));

    for (var method : List.of("GET", "POST"))
      assertThat(APP.anybody().send(method, link, null).code()).isEqualTo("link_expired");
    assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(410);
    assertThat(APP.user(before).path("email").asText()).isEqualTo(before);
    assertThat(APP.user(before).path("new_email").isNull()).isTrue();
  }

  @Test
  void the_link_of_a_deleted_user_is_invalid() {
    var link = requestedLink(before, after);
    APP.http().delete("/users/" + before);

    assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
    assertThat(APP.http().get("/users/" + after).status()).isEqualTo(404);
  }

  @Test
  void a_token_changed_at_any_position_is_404() {
    var link = requestedLink(before, after);

    var statuses = new ArrayList<Integer>();
    for (var forged : ForgedLinks.of(link)) {
      statuses.add(APP.anybody().get(forged).status());
      statuses.add(APP.anybody().post(forged).status());
    }

    assertThat(statuses).hasSize(150).containsOnly(404);
    assertThat(APP.anybody().post(link.replace("email-change", "validation")).status())
        .isEqualTo(404);
    assertThat(APP.anybody().post(link).status()).isEqualTo(200);
  }

  @Test
  void a_used_link_makes_its_mail_obsolete_but_not_those_to_the_old_email() {
    var link = requestedLink(before, after);
    APP.anybody().post(link);
    for (var recipient : List.of(after, before))
      await()
          .until(
              () ->
                  APP.query(
                      """
                      select status in ('sent', 'delivered') from mails
                       where recipient = '%s' order by id desc limit 1
                      """
                          .formatted(recipient)),
              "t"::equals);
    APP.sql(
        "update mails set status = 'failed' where recipient in ('%s', '%s')"
            .formatted(after, before));

    assertThat(retry("email_change", after).code()).isEqualTo("mail_is_obsolete");
    assertThat(retry("email_changed", before).status()).isEqualTo(202);
    assertThat(retry("email_change_requested", before).status()).isEqualTo(202);
  }

  @Test
  void the_page_is_in_the_users_language_and_redirects_to_the_server() {
    var server =
        APP.newServer("\"locale\": \"fr\", \"redirect_url\": \"https://shop.example/welcome\"");
    server.post("/users", registration(before).replace("}", ", \"locale\": \"de\"}"));
    APP.anybody().post(APP.mail(before, 1).link());
    requestChange(server, before, after);
    var link = APP.mail(after, 1).link();
    var browser = APP.anybody().with("Accept", "text/html").with("Accept-Language", "es");

    var page = browser.get(link);
    var answer = browser.post(link);

    assertThat(page.body())
        .contains("<html lang=\"de\"", "Diese Adresse verwenden", after)
        .doesNotContain(before, "/reject", "type=\"password\"", "Utiliser");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .startsWith("https://shop.example/welcome?status=email_changed&user=");
  }
}

package org.registrationapi.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.passwordreset.PasswordResets.choose;
import static org.registrationapi.passwordreset.PasswordResets.mails;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** "Send me a new link", on the page of a password reset that has expired or was used. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class NewResetLinkIT {
  private static final TestApp APP = SecondApp.APP;
  private static final TestHttp BROWSER = APP.anybody().with("Accept", "text/html");
  private static final String ACCEPTED = "{\"status\":\"accepted\"}";

  private final String email = newAddress();
  private String link;

  @BeforeEach
  void ask() {
    APP.anybody().post(APP.registered(email).link());
    APP.http().post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    link = settled(APP, email, 2);
  }

  /** A link once the sender has settled its mail; until then a newer link would delete its row. */
  private static String settled(TestApp app, String email, int number) {
    var link = app.mail(email, number).link();
    var waiting =
        "select count(*) from mails where status = 'queued' and recipient = '" + email + "'";
    await().until(() -> app.query(waiting), "0"::equals);
    return link;
  }

  @Test
  void an_expired_link_is_replaced_by_one_that_works() {
    APP.sql(
        """
        update validations set expires_at = now() - interval '1 hour'
         where purpose = 'password_reset' and user_id = (select id from users where email = '%s')"""
            .formatted(email));

    var page = BROWSER.get(link);
    var answer = BROWSER.post(link + "/new-link");

    assertThat(page.status()).isEqualTo(410);
    assertThat(page.body()).contains("/new-link\"", "Send me a new link");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).contains("Check your mail").doesNotContain("<form", email);
    assertThat(choose(APP.mail(email, 3).link(), "purple monkey dishwasher").status())
        .isEqualTo(200);
  }

  @Test
  void a_used_link_sends_another_one() {
    choose(link, "purple monkey dishwasher");
    APP.mail(email, 3); // the notice

    assertThat(BROWSER.get(link).body()).contains("/new-link\"");
    assertThat(APP.anybody().post(link + "/new-link").body()).isEqualTo(ACCEPTED);

    assertThat(choose(APP.mail(email, 4).link(), "orange monkey dishwasher").status())
        .isEqualTo(200);
  }

  @Test
  void a_link_to_an_older_address_sends_nothing_to_the_new_one() {
    var other = newAddress();
    APP.http().post("/users/" + email + "/email", "{\"email\": \"" + other + "\"}");
    APP.anybody().post(APP.mail(other, 1).link());

    assertThat(APP.anybody().post(link + "/new-link").body()).isEqualTo(ACCEPTED);

    assertThat(mails(other, "password_reset")).isEqualTo("0");
    assertThat(mails(email, "password_reset")).isEqualTo("1");
  }

  @Test
  void the_link_of_a_deleted_user_gets_the_same_answer() {
    APP.http().delete("/users/" + email);

    assertThat(APP.anybody().post(link + "/new-link").body()).isEqualTo(ACCEPTED);
    assertThat(mails(email, "password_reset")).isEqualTo("0");
  }

  @Test
  void a_forged_link_is_404() {
    assertThat(APP.anybody().post("/password-reset/forged/new-link").code())
        .isEqualTo("link_not_found");
    assertThat(BROWSER.post("/password-reset/forged/new-link").status()).isEqualTo(404);
  }

  @Test
  void a_new_link_counts_among_the_resets_of_this_server() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "2"))) {
      app.anybody().post(app.registered(email).link());
      app.http().post("/users/password-reset", "{\"email\": \"" + email + "\"}");
      app.anybody().post(settled(app, email, 2) + "/new-link");
      var newest = settled(app, email, 3);

      assertThat(app.anybody().post(newest + "/new-link").body()).isEqualTo(ACCEPTED);

      assertThat(app.query("select count(*) from mails where kind = 'password_reset'"))
          .isEqualTo("2");
      assertThat(app.anybody().get(newest).status()).as("the older link").isEqualTo(200);
    }
  }
}

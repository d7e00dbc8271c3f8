package org.registrationapi.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.passwordreset.PasswordResets.NEW;
import static org.registrationapi.passwordreset.PasswordResets.OLD;
import static org.registrationapi.passwordreset.PasswordResets.ask;
import static org.registrationapi.passwordreset.PasswordResets.askedLink;
import static org.registrationapi.passwordreset.PasswordResets.awaitSent;
import static org.registrationapi.passwordreset.PasswordResets.choose;
import static org.registrationapi.passwordreset.PasswordResets.link;
import static org.registrationapi.passwordreset.PasswordResets.mails;
import static org.registrationapi.passwordreset.PasswordResets.signIn;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.ForgedLinks;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp.Answer;

/** The link in the mail of a password reset: how long and how often it works. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class PasswordResetLinkIT {
  private static final TestApp APP = SecondApp.APP;

  private final String email = newAddress();

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
  void opening_the_link_changes_nothing() {
    var link = askedLink(email);
    awaitSent(email);
    var before = rows();

    for (int i = 0; i < 20; i++) {
      assertThat(APP.anybody().get(link).json().path("status").asText()).isEqualTo("pending");
      assertThat(APP.anybody().with("Accept", "text/html").get(link).status()).isEqualTo(200);
      assertThat(APP.anybody().send("HEAD", link, null).status()).isEqualTo(200);
    }

    assertThat(rows()).isEqualTo(before);
    assertThat(signIn(email, OLD)).isEqualTo(200);
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
    askedLink(email);
    awaitSent(email);

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
  void a_link_works_once() {
    var link = askedLink(email);
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
    assertThat(signIn(email, NEW)).isEqualTo(200);
    assertThat(mails(email, "password_changed")).isEqualTo("1");
  }

  @Test
  void one_of_twenty_concurrent_uses_of_a_link_succeeds() {
    var link = askedLink(email);

    var answers = Race.answers(20, i -> choose(link, "purple monkey dishwasher " + i));

    var winners =
        Stream.iterate(0, i -> i + 1).limit(20).filter(i -> answers.get(i).status() == 200);
    var winner = winners.toList();
    assertThat(winner).hasSize(1);
    assertThat(answers).extracting(Answer::status).containsOnly(200, 410);
    assertThat(signIn(email, "purple monkey dishwasher " + winner.get(0))).isEqualTo(200);
    assertThat(mails(email, "password_changed")).isEqualTo("1");
  }

  @Test
  void an_expired_link_is_410() {
    var link = askedLink(email);
    awaitSent(email);
    expire(email);

    for (var answer : List.of(APP.anybody().get(link), choose(link, NEW))) {
      assertThat(answer.status()).isEqualTo(410);
      assertThat(answer.code()).isEqualTo("link_expired");
    }
    assertThat(signIn(email, OLD)).isEqualTo(200);
  }

  @Test
  void the_link_of_a_deleted_user_is_410() {
    var link = askedLink(email);
    APP.http().delete("/users/" + email);

    assertThat(choose(link, NEW).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().get(link).status()).isEqualTo(410);
  }

  @Test
  void a_token_changed_at_any_position_is_404() {
    var link = askedLink(email);

    var statuses = new ArrayList<Integer>();
    for (var forged : ForgedLinks.of(link)) {
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
    ask(email);
    var reset = link(email, 1);

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
    var link = askedLink(email);

    var answer = APP.anybody().post(link, body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
    assertThat(choose(link, email).fieldError()).isEqualTo("password equals_email");
    assertThat(choose(link, NEW).status()).isEqualTo(200);
  }

  @Test
  void a_new_password_resets_the_guess_limit() {
    var link = askedLink(email);
    APP.sql(
        "insert into guesses values (1, 'password', '%s', 20, now() + interval '1 hour', now())"
            .formatted(email));
    assertThat(signIn(email, OLD)).isEqualTo(429);

    choose(link, NEW);

    assertThat(signIn(email, NEW)).isEqualTo(200);
  }
}

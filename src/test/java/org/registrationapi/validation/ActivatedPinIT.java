package org.registrationapi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** A PIN of a user who is activated already, by the link for example. */
class ActivatedPinIT {
  private static final TestApp APP = SharedApp.APP;

  private final String email = newAddress();
  private TestHttp server;
  private String pin;
  private String id;

  /** Registers the address some times, and activates the newest registration by its link. */
  private void activate(String privacy, int registrations) {
    server = APP.newServer("\"privacy\": \"" + privacy + "\"");
    for (int i = 1; i <= registrations; i++) {
      id = server.post("/users", registration(email)).json().path("id").asText();
      APP.mail(email, i);
    }
    var mail = APP.mail(email, registrations);
    pin = mail.pin();
    assertThat(APP.anybody().post(mail.link()).status()).isEqualTo(200);
  }

  private void expire() {
    APP.sql(
        """
        update validations set pin_expires_at = now() - interval '1 millisecond'
         where user_id = '%s'
        """
            .formatted(id));
  }

  private Answer send(String entered) {
    return server.post(
        "/validation", "{\"email\": \"%s\", \"pin_code\": \"%s\"}".formatted(email, entered));
  }

  private Answer sendWithId(String entered) {
    return send(entered + "\", \"id\": \"" + id);
  }

  private String wrong() {
    return (pin.charAt(0) == '0' ? "1" : "0") + pin.substring(1);
  }

  private static void assertToldSo(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("already_activated");
    assertThat(answer.json().path("detail").asText())
        .isEqualTo("The PIN is right, and this user is activated already.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void while_the_PIN_works_the_answer_is_that_of_the_activation(String privacy) {
    activate(privacy, 1);

    for (var answer : new Answer[] {send(pin), sendWithId(pin)}) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("is_activated").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void the_right_PIN_is_told_so_after_it_expired(String privacy) {
    activate(privacy, 1);
    expire();

    assertToldSo(send(pin));
    assertToldSo(sendWithId(pin));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void the_right_PIN_is_told_so_without_the_id_that_it_needed(String privacy) {
    activate(privacy, 2);

    assertToldSo(send(pin));
    assertThat(sendWithId(pin).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void a_wrong_PIN_is_still_a_wrong_PIN_and_its_tries_are_limited(String privacy) {
    activate(privacy, 1);
    expire();

    for (int i = 0; i < 5; i++)
      assertThat(send(wrong()).fieldError()).isEqualTo("pin_code wrong_pin");

    var answer = send(pin);
    if (privacy.equals("strict")) assertThat(answer.fieldError()).isEqualTo("pin_code wrong_pin");
    else
      assertThat(answer.code() + ": " + answer.json().path("detail").asText())
          .isEqualTo(
              "pin_used_up: This PIN had too many wrong tries. Its user is activated already.");
  }
}

package org.registrationapi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** A PIN activates the registration of the person who typed it, not a stranger's. */
class RegistrationIdIT {
  private static final TestApp APP = SharedApp.APP;
  private static final String NOBODYS_PIN = "00000000";

  private final String email = newAddress();
  private int mails;

  private static TestHttp server(String privacy) {
    return APP.newServer("\"privacy\": \"" + privacy + "\"");
  }

  /**
   * Registers the address, waits for the mail, which the next one would cancel, and returns the id
   * of the registration.
   */
  private String register(TestHttp server) {
    var answer = server.post("/users", registration(email));
    assertThat(answer.status()).isBetween(201, 202);
    APP.mail(email, ++mails);
    return answer.json().path("id").asText();
  }

  private String pinOfMail(int number) {
    return APP.mail(email, number).pin();
  }

  private Answer send(TestHttp server, String pin) {
    return server.post(
        "/validation", "{\"email\": \"%s\", \"pin_code\": \"%s\"}".formatted(email, pin));
  }

  private Answer send(TestHttp server, String pin, String id) {
    return server.post(
        "/validation",
        "{\"email\": \"%s\", \"pin_code\": \"%s\", \"id\": \"%s\"}".formatted(email, pin, id));
  }

  private boolean isActivated(TestHttp server) {
    return server.get("/users/" + email).json().path("is_activated").asBoolean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void the_PIN_with_the_id_of_the_newest_registration_activates_and_can_be_repeated(
      String privacy) {
    var server = server(privacy);
    for (int i = 0; i < 2; i++) register(server);
    var id = register(server);

    for (int i = 0; i < 2; i++) {
      var answer = send(server, pinOfMail(3), id);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("id").asText()).isEqualTo(id);
      assertThat(answer.json().path("is_activated").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "strict"})
  void the_newest_PIN_does_not_activate_a_strangers_registration(String privacy) {
    var server = server(privacy);
    var victim = register(server);
    register(server);

    var withId = send(server, pinOfMail(2), victim);
    var withoutId = send(server, pinOfMail(2));

    if (privacy.equals("strict")) {
      assertThat(withId.fieldError()).isEqualTo("pin_code wrong_pin");
      assertThat(withoutId.fieldError()).isEqualTo("pin_code wrong_pin");
    } else {
      assertThat(withId.status()).isEqualTo(410);
      assertThat(withId.code()).isEqualTo("registration_replaced");
      assertThat(withoutId.status()).isEqualTo(422);
      assertThat(withoutId.fieldError()).isEqualTo("id required");
      assertThat(withoutId.body()).contains("send the id from the answer to the registration");
    }
    assertThat(isActivated(server)).isFalse();
  }

  @Test
  void a_missing_id_is_not_counted_as_a_try() {
    var server = server("standard");
    register(server);
    var id = register(server);
    for (int i = 0; i < 20; i++)
      assertThat(send(server, NOBODYS_PIN).fieldError()).isEqualTo("id required");

    assertThat(send(server, pinOfMail(2), id).status()).isEqualTo(200);
  }

  @Test
  void sending_the_mail_again_does_not_end_the_need_for_an_id() {
    var server = server("standard");
    register(server);
    var id = register(server);
    server.post("/users/" + email + "/validation");

    assertThat(send(server, pinOfMail(3)).fieldError()).isEqualTo("id required");
    assertThat(send(server, pinOfMail(3), id).status()).isEqualTo(200);
  }

  @Test
  void registrations_before_an_activation_do_not_count() {
    var server = server("standard");
    register(server);
    var id = register(server);
    assertThat(send(server, pinOfMail(2), id).status()).isEqualTo(200);
    server.delete("/users/" + email);

    register(server);

    assertThat(send(server, pinOfMail(3)).status()).isEqualTo(200);
  }

  @Test
  void a_registration_at_another_server_does_not_count() {
    var server = server("standard");
    register(server("standard"));
    register(server);

    assertThat(send(server, pinOfMail(2)).status()).isEqualTo(200);
  }

  @Test
  void an_id_that_is_not_the_newest_of_the_address_is_410() {
    var server = server("standard");
    register(server);

    assertThat(send(server, pinOfMail(1), UUID.randomUUID().toString()).code())
        .isEqualTo("registration_replaced");
    assertThat(isActivated(server)).isFalse();
    assertThat(send(server, pinOfMail(1)).status()).isEqualTo(200);
  }

  @Test
  void wrong_tries_without_the_id_do_not_use_up_those_with_it() {
    var server = server("standard");
    var id = register(server);
    for (int i = 0; i < 5; i++)
      assertThat(send(server, NOBODYS_PIN).fieldError()).isEqualTo("pin_code wrong_pin");
    assertThat(send(server, pinOfMail(1)).code()).isEqualTo("pin_used_up");

    assertThat(send(server, NOBODYS_PIN, id).body()).contains("4 tries are left");
    assertThat(send(server, pinOfMail(1), id).status()).isEqualTo(200);
  }

  @Test
  void five_wrong_tries_with_the_id_invalidate_the_PIN_with_the_id() {
    var server = server("standard");
    var id = register(server);
    for (int i = 0; i < 5; i++)
      assertThat(send(server, NOBODYS_PIN, id).fieldError()).isEqualTo("pin_code wrong_pin");

    assertThat(send(server, pinOfMail(1), id).code()).isEqualTo("pin_used_up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0199c3a5d2f07c1e8a4b3f5e9d2c6b71", "0-0-0-0-0"})
  void an_id_that_is_none_is_422(String id) {
    assertThat(send(APP.http(), "123456", id).fieldError()).isEqualTo("id invalid_id");
  }

  @Test
  void with_strict_privacy_an_activated_address_gets_an_id_that_leads_to_nothing() {
    var server = server("strict");
    var first = register(server);
    assertThat(send(server, pinOfMail(1), first).status()).isEqualTo(200);

    var second = register(server);

    assertThat(second).isNotEqualTo(first).hasSameSizeAs(first);
    assertThat(UUID.fromString(second).version()).isEqualTo(UUID.fromString(first).version());
    assertThat(send(server, pinOfMail(1), second).fieldError()).isEqualTo("pin_code wrong_pin");
    assertThat(server.get("/users/" + second).code()).isEqualTo("user_not_found");
    assertThat(server.get("/users/" + email).json().path("id").asText()).isEqualTo(first);
  }
}

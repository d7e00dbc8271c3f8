package org.registrationapi.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** The steps of a password reset at the second application. */
final class PasswordResets {
  /** The password with which every test registers. */
  static final String OLD = "correct horse battery";

  static final String NEW = "purple monkey dishwasher";
  private static final TestApp APP = SecondApp.APP;

  private PasswordResets() {}

  static Answer ask(String email) {
    return ask(APP.http(), email);
  }

  static Answer ask(TestHttp server, String email) {
    return server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");
  }

  /** Activates a new user; returns the link that it was mailed after it asked for one. */
  static String askedLink(String email) {
    APP.activated(email);
    assertThat(ask(email).status()).isEqualTo(202);
    return link(email, 1);
  }

  /** The link in the n-th mail after the validation mail. */
  static String link(String email, int number) {
    return APP.mail(email, number + 1).link();
  }

  /** Waits until the sender has settled the mail of the reset, which starts the link's life. */
  static void awaitSent(String email) {
    await()
        .until(
            () ->
                APP.query(
                    """
                    select v.expires_at is not null and m.status = 'sent'
                      from validations v join mails m on m.server_id = v.server_id and m.id = v.id
                     where m.recipient = '%s' and v.purpose = 'password_reset'
                    """
                        .formatted(email)),
            "t"::equals);
  }

  static Answer choose(String link, String password) {
    return APP.anybody().post(link, "{\"password\": \"" + password + "\"}");
  }

  static Answer chooseInBrowser(String link, String form) {
    return APP.anybody()
        .with("Accept", "text/html")
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", link, form);
  }

  static int signIn(String email, String password) {
    return APP.http()
        .post(
            "/users/authenticate",
            "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}")
        .status();
  }

  /** The number of mails of a kind to an address. */
  static String mails(String email, String kind) {
    return APP.query(
        "select count(*) from mails where kind = '%s' and recipient = '%s'".formatted(kind, email));
  }
}

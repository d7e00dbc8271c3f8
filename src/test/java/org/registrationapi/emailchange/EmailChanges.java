package org.registrationapi.emailchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.registration;

import java.util.Optional;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** The steps of a change of address at the second application, and of taking it back. */
final class EmailChanges {
  private static final TestApp APP = SecondApp.APP;

  private EmailChanges() {}

  static Answer requestChange(String ref, String email) {
    return requestChange(APP.http(), ref, email);
  }

  static Answer requestChange(TestHttp server, String ref, String email) {
    return server.post("/users/" + ref + "/email", "{\"email\": \"" + email + "\"}");
  }

  /** Activates a new user; returns the link to the new address that the user asked for. */
  static String requestedLink(String before, String after) {
    APP.activated(before);
    assertThat(requestChange(before, after).status()).isEqualTo(202);
    return APP.mail(after, 1).link();
  }

  /** Changes the address of a new user; returns the link in the mail about it to the old one. */
  static String changed(String before, String after) {
    APP.activated(before);
    return change(before, after);
  }

  /** Changes the address; returns the link in the mail about it to the old one. */
  static String change(String from, String to) {
    assertThat(requestChange(from, to).status()).isEqualTo(202);
    assertThat(APP.anybody().post(changeLink(to)).status()).isEqualTo(200);
    return changedUndo(from);
  }

  static String changeLink(String email) {
    return mail(email, "use your new email address").link();
  }

  /** Waits until the sender has settled the mail of a link, which tells when the link expires. */
  static void awaitSettled(String link) {
    await().until(() -> !APP.anybody().get(link).json().path("expires_at").isNull());
  }

  static String requestedUndo(String email) {
    return mail(email, "somebody wants to change").link();
  }

  static String changedUndo(String email) {
    return mail(email, "your email address was changed").link();
  }

  /** The newest mail to an address with this text in its subject. */
  static ReceivedMail mail(String email, String subject) {
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

  static String status(Answer answer) {
    return answer.json().path("status").asText();
  }

  static int authenticate(String email) {
    return APP.http().post("/users/authenticate", registration(email)).status();
  }

  /** The kinds of events of a user's address, in their order. */
  static String events(String userId) {
    return APP.query(
        "select string_agg(kind, ' ' order by id) from events where kind like 'email%%' and user_id = '%s'"
            .formatted(userId));
  }

  /** The kinds of mails to an address, in their order. */
  static String mailKinds(String recipient) {
    return APP.query(
        "select string_agg(kind, ' ' order by id) from mails where recipient = '%s'"
            .formatted(recipient));
  }

  /** The number of mails of a kind to an address. */
  static String mails(String kind, String recipient) {
    return APP.query(
        "select count(*) from mails where kind = '%s' and recipient = '%s'"
            .formatted(kind, recipient));
  }

  /** Retries the mail of a kind to an address as the operator. */
  static Answer retry(String kind, String recipient) {
    var id =
        APP.query(
            "select id from mails where kind = '%s' and recipient = '%s'"
                .formatted(kind, recipient));
    return APP.admin().post("/mails/" + id + "/retry");
  }
}

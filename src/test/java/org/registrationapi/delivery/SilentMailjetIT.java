package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestApp;

/** A Mailjet call that is never answered, which takes half a minute to time out. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class SilentMailjetIT {
  @Test
  void an_unanswered_call_times_out_and_its_mail_is_looked_up_before_it_is_sent_again() {
    var email = newAddress();
    var over = new CompletableFuture<Void>();
    try (var app = TestApp.start(Map.of())) {
      app.mailjet.answer(
          call -> {
            over.orTimeout(5, TimeUnit.MINUTES).join(); // lets a failing test end
            return MailjetStub.acceptAll(call);
          });
      app.register(email);

      await()
          .until(
              () -> app.user(email).path("validation").path("reason").asText(),
              "Mailjet did not answer"::equals);
      assertThat(app.query("select is_uncertain from mails where recipient = '" + email + "'"))
          .isEqualTo("t");
      over.complete(null);
      assertThat(app.mailjet.calls()).hasSize(1);

      app.mailjet.answer(app.mailjet::remember);
      app.sql("update mails set next_attempt_at = now()");

      app.userOnceSent(email);
      var id = app.query("select id from mails where recipient = '" + email + "'");
      assertThat(app.mailjet.calls())
          .extracting(call -> call.method() + " " + call.path())
          .containsExactly("POST /v3.1/send", "GET /v3/REST/message?CustomID=" + id);
    }
  }
}

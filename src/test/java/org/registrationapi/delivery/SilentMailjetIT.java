package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestApp;

/** One more fault of the table in OPERATIONS.md; it takes half a minute. */
@Execution(ExecutionMode.CONCURRENT)
class SilentMailjetIT {
  @Test
  void a_call_that_is_never_answered_is_given_up_and_asked_after() {
    var email = newAddress();
    var over = new CompletableFuture<Void>();
    try (var app = TestApp.start(Map.of())) {
      app.mailjet.answer(
          call -> {
            over.orTimeout(5, TimeUnit.MINUTES).join(); // a test that fails ends, too
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
    }
  }
}

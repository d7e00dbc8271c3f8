package org.registrationapi.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.registrationapi.testing.TestApp;

/** Mails through a server that was not written for these tests. */
@Execution(ExecutionMode.CONCURRENT)
class RealServerIT {
  private static final GreenMail SERVER = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @BeforeAll
  static void start() {
    SERVER.setUser("mailer@shop.example", "mailer@shop.example", "right:password");
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private static Map<String, String> settings(String password) {
    var settings = new HashMap<>(Map.of("MJ_APIKEY_PUBLIC", "", "MJ_APIKEY_PRIVATE", ""));
    settings.put(
        "SMTP_URL",
        "smtp://mailer%40shop.example:" + password + "@127.0.0.1:" + SERVER.getSmtp().getPort());
    return settings;
  }

  @Test
  void a_registration_is_mailed_and_its_link_activates() throws MessagingException {
    try (var app = TestApp.start(settings("right%3Apassword"))) {
      var email = newAddress();
      assertThat(app.register(email).status()).isEqualTo(201);

      app.userOnceSent(email);
      var mail = new ParsedMail(List.of(SERVER.getReceivedMessagesForDomain(email)).get(0));
      assertThat(mail.message().getSubject()).isEqualTo("localhost: activate your registration");
      assertThat(app.anybody().post(mail.received(email).link()).status()).isEqualTo(200);
      assertThat(app.user(email).path("is_activated").asBoolean()).isTrue();
    }
  }
}

package org.registrationapi.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings.Login;

class SmtpUrlTest {
  private static final String MALFORMED =
      "must be a URL such as smtps://user:password@smtp.example.com:465; in the user and the"
          + " password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25";

  @ParameterizedTest
  @CsvSource({
    "smtps://smtp.example.com, smtp.example.com, 465, TLS",
    "smtps://smtp.example.com:2465/, smtp.example.com, 2465, TLS",
    "SMTPS://localhost, localhost, 465, TLS",
    "smtp://smtp.example.com, smtp.example.com, 587, STARTTLS",
    "smtp://192.0.2.1:25, 192.0.2.1, 25, STARTTLS",
    "smtp://[2001:db8::1]:25, 2001:db8::1, 25, STARTTLS",
    "smtp://localhost:1025, localhost, 1025, NONE",
    "smtp://LOCALHOST, LOCALHOST, 587, NONE",
    "smtp://127.0.0.1:25, 127.0.0.1, 25, NONE",
    "smtp://[::1]:25, ::1, 25, NONE",
    "smtp://localhost.example.com:25, localhost.example.com, 25, STARTTLS"
  })
  void only_this_machine_is_reached_without_encryption(
      String url, String host, int port, String encryption) {
    var read = SmtpUrl.parse(url);

    assertThat(read.host() + " " + read.port() + " " + read.encryption())
        .isEqualTo(host + " " + port + " " + encryption);
    assertThat(read.login()).isEmpty();
  }

  @Test
  void the_user_and_the_password_may_have_every_character() {
    var url = "smtps://mailer%40shop.example:a%3Ab%2Fc%3Fd%23e%25f+g%20%C3%A9@smtp.example.com";

    assertThat(SmtpUrl.parse(url).login())
        .isEqualTo(
            Optional.of(new Login("mailer@shop.example", new Secret("a:b/c?d#e%f+g \u00e9"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp.example.com:587",
        "smtp.example.com",
        "https://smtp.example.com",
        "smtps://",
        "smtps://user:hidden",
        "smtps://mailer@shop.example:hidden@smtp.example.com",
        "smtps://user:hid/den@smtp.example.com",
        "smtps://user:hid#den@smtp.example.com",
        "smtps://user:hidden%zz@smtp.example.com",
        "smtps://smtp.example.com/path",
        "smtps://smtp.example.com?timeout=5",
        "smtps://smtp.example.com:0",
        "smtps://smtp.example.com:65536",
        "mailto:ada@example.com"
      })
  void anything_else_is_refused_without_being_quoted(String url) {
    assertThatThrownBy(() -> SmtpUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(MALFORMED)
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user@", "user:@", ":hidden@", ":@", "@"})
  void a_user_without_a_password_and_a_password_without_a_user_are_refused(String login) {
    assertThatThrownBy(() -> SmtpUrl.parse("smtps://" + login + "smtp.example.com"))
        .hasMessage("must have both a user and a password, or neither");
  }

  @Test
  void control_characters_are_refused() {
    assertThatThrownBy(() -> SmtpUrl.parse("smtps://user:hidden%0A@smtp.example.com"))
        .hasMessage("has a control character in the user or the password");
  }
}

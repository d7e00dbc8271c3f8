package org.registrationapi.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.mail.Mail;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.Outcome;

/** What a reply of the server means, and what is kept of its words. */
class SmtpReplyTest {
  private static final Mail MAIL = SmtpTests.mail("ada@example.com");
  private static final Login LOGIN = new Login("mailer", new Secret("pass word"));

  private static Outcome outcome(int code, String command, String text) {
    var e = new SMTPSendFailedException(command, code, text, null, null, null, null);
    return new SmtpFaults(Optional.of(LOGIN)).outcome(e, true, MAIL);
  }

  private static String words(String text) {
    return ((Outcome.Failed) outcome(550, ".", text)).reason();
  }

  @ParameterizedTest
  @CsvSource({
    "450 4.2.0 later, RCPT TO:<a@b.example>, Retry",
    "452 4.3.1 disk full, MAIL FROM:<a@b.example>, Retry",
    "550 5.1.1 unknown, RCPT TO:<a@b.example>, Failed",
    "554 5.7.1 spam, ., Failed",
    "550 not here, MAIL FROM:<a@b.example>, Held",
    "550 5.1.8 bad sender, RCPT TO:<a@b.example>, Held",
    "553 5.7.1 <a@b.example>: Sender address rejected: not owned by user, RCPT TO:<x>, Held"
  })
  void the_code_and_the_command_decide(String text, String command, String outcome) {
    var code = Integer.parseInt(text.substring(0, 3));

    assertThat(outcome(code, command, text).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void several_lines_become_one() {
    assertThat(words("550-5.1.1 The account\n550-5.1.1 does not\n550 5.1.1 exist.\n"))
        .isEqualTo("550 5.1.1 The account does not exist.");
    assertThat(words("550-no\n550 codes\n")).isEqualTo("550 no codes");
    assertThat(words("550\n")).isEqualTo("550");
  }

  @Test
  void addresses_tokens_the_user_and_the_password_are_left_out() {
    var token = "a1_-".repeat(18) + "xyz";

    assertThat(
            words(
                "550 5.7.1 mailer: <ada@example.com> pass word https://x.example/validation/"
                    + token))
        .isEqualTo("550 5.7.1 …: <…> … https://x.example/validation/…");
  }

  @Test
  void long_words_are_cut() {
    assertThat(words("550 5.7.1 " + "no ".repeat(300))).hasSize(300).startsWith("550 5.7.1 no no");
  }

  @Test
  void unreadable_words_are_replaced() {
    assertThat(words("550 5.7.1 \u0007\u009b"))
        .isEqualTo("the SMTP server refused it with 550 5.7.1, in unreadable words");
  }
}

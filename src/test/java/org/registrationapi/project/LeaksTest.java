package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Leaks;
import org.slf4j.LoggerFactory;

/** The check for leaks finds secrets. */
class LeaksTest {
  private static final String KEY = "reg_Zb3kQ9aR_" + "Ab3".repeat(14) + "x";
  private static final String TOKEN = "AAAAAAAAAAEBmhVb_" + "Qz-9".repeat(14);
  private final Leaks leaks = new Leaks();

  @AfterEach
  void closeLeaks() {
    leaks.close();
  }

  @Test
  void a_text_without_a_secret_is_not_a_leak() {
    leaks.secret(KEY);
    leaks.learnMail("https://register.example.com/validation/" + TOKEN + "\n123456\n");
    leaks.seen("log", "2026-11-22T10:11:12.123456Z [id-123456] 1234567 a***@example.com p@1f2e");
    leaks.seen("error body", "{\"detail\":\"ada@example.com\",\"status\":422}");

    assertThat(leaks.size()).isEqualTo(2);
    assertThat(leaks.found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(%s)", "key=%s", "%s", "x %s y", "Bearer %s,", "a%sb"})
  void a_key_is_found_at_any_position(String text) {
    leaks.seen("error body", text.formatted(KEY));
    assertThat(leaks.found()).isEmpty();

    leaks.learn("Authorization: Bearer " + KEY); // learned after it was seen

    assertThat(leaks.found()).hasSize(1);
  }

  @Test
  void the_link_and_the_PIN_of_a_mail_are_found() {
    leaks.learnMail("https://register.example.com/validation/" + TOKEN + "\n\n123456\n");
    leaks.seen("log", "GET /validation/" + TOKEN + " 200");
    leaks.seen("log", "wrong PIN 123456.");
    leaks.seen("log", "\"pin_code\":\"123456\"");

    assertThat(leaks.found()).hasSize(3);
  }

  @Test
  void a_colour_with_the_digits_of_a_PIN_is_no_PIN() {
    leaks.learnMail("https://register.example.com/validation/" + TOKEN + "\n\n123456\n");
    leaks.seen("page", "<meta content=\"#123456\">");

    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void a_password_is_found_in_its_unescaped_form() {
    leaks.learn("{\"email\": \"ada@example.com\", \"password\": \"corr\\u00e9ct \\\"horse\"}");
    leaks.seen("log", "the password \"corréct \"horse\" is wrong");

    assertThat(leaks.found()).hasSize(1);
  }

  @Test
  void an_address_is_found_in_logs() {
    leaks.seen("log", "ada@example.com bounced");

    assertThat(leaks.found()).hasSize(1);
  }

  @Test
  void a_canary_is_found_in_every_encoding() {
    leaks.canary("canary of ours");
    var bytes = "canary of ours".getBytes(StandardCharsets.UTF_8);
    leaks.seen("dump", "xcanary of oursx");
    leaks.seen("dump", "canary+of+ours");
    leaks.seen("dump", "\\x63616e617279206f66206f757273");
    leaks.seen("dump", Base64.getEncoder().encodeToString(bytes));

    assertThat(leaks.found()).hasSize(4);
  }

  @Test
  void log_lines_are_searched_in_both_formats() {
    leaks.canary("canary of ours");
    LoggerFactory.getLogger("some.library").warn("it was {}", "canary of ours");
    LoggerFactory.getLogger("some.library")
        .error("failed", new java.io.IOException("line 1\ncanary of ours"));

    assertThat(leaks.found()).hasSize(4);
  }

  @Test
  void log_lines_of_java_util_logging_are_searched_too() {
    leaks.canary("canary of ours");
    java.util.logging.Logger.getLogger("org.postgresql.Driver").warning("canary of ours");

    assertThat(leaks.found()).hasSize(2);
  }
}

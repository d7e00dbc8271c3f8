package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Progress progress(boolean isTerminal) {
    return new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), isTerminal);
  }

  @Test
  void a_terminal_shows_a_bar_that_grows() {
    try (var bar = progress(true).start("mails", 40)) {
      bar.accept(10);
      bar.accept(40); // time passes, so there are more than were counted
    }

    assertThat(err)
        .asString()
        .isEqualToNormalizingNewlines(
            "\r[------------------------------] 0 %  mails  0"
                + "\r[#######-----------------------] 25 %  mails  10"
                + "\r[##############################] 100 %  mails  50\n");
  }

  @Test
  void nothing_to_do_is_done() {
    progress(true).start("mails", 0).close();

    assertThat(err).asString().contains(" 100 %  mails  0");
  }

  @Test
  void nothing_is_printed_elsewhere() {
    try (var bar = progress(false).start("mails", 40)) {
      bar.accept(10);
      assertThat(bar.done()).isEqualTo(10);
    }

    assertThat(err).asString().isEmpty();
  }
}

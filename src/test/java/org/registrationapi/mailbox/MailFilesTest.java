package org.registrationapi.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the development mailbox. */
class MailFilesTest {
  @TempDir private Path directory;

  private static UUID id(int number) {
    return UUID.fromString("0199c3a5-d2f0-7c1e-8a2b-%012d".formatted(number));
  }

  private static SentMail mail(int number) {
    return new SentMail(
        id(number),
        Instant.parse("2026-11-22T10:11:12.123Z"),
        "shop",
        "validation",
        new SentMail.From("hello@shop.example", "The Little Shop"),
        null,
        "ada@example.com",
        "Your registration – ☃",
        Map.of("Auto-Submitted", "auto-generated"),
        "https://register.example.com/validation/x",
        "123456",
        null,
        "text " + number,
        "<p>html</p>");
  }

  private MailFiles files() {
    return new MailFiles(directory.resolve("mailbox"));
  }

  @Test
  void an_empty_mailbox_has_no_mails() {
    assertThat(files().newestFirst()).isEmpty();
    assertThat(files().find(id(1))).isEmpty();
  }

  @Test
  void mails_are_found_after_a_restart_the_newest_first() {
    for (var number : new int[] {2, 1, 3}) files().write(mail(number));

    var restarted = files();

    assertThat(restarted.newestFirst()).containsExactly(mail(3), mail(2), mail(1));
    assertThat(restarted.find(id(2))).contains(mail(2));
    assertThat(restarted.find(id(4))).isEmpty();
  }

  @Test
  void a_mail_that_is_sent_again_takes_the_place_of_its_first_copy() {
    files().write(mail(1));
    files().write(mail(1));

    assertThat(files().newestFirst()).containsExactly(mail(1));
  }

  @Test
  void only_the_newest_are_kept_and_nothing_of_a_killed_process() throws IOException {
    var box = Files.createDirectory(directory.resolve("mailbox"));
    Files.writeString(box.resolve(id(0) + "123.part"), "half a mail");
    var files = files();

    for (int i = 1; i <= MailFiles.MOST + 2; i++) files.write(mail(i));

    assertThat(files.newestFirst()).hasSize(MailFiles.MOST).doesNotContain(mail(1), mail(2));
    try (var all = Files.list(box)) {
      assertThat(all).hasSize(MailFiles.MOST);
    }
  }

  @Test
  void only_the_owner_can_read_the_mails() throws IOException {
    files().write(mail(1));

    var box = directory.resolve("mailbox");
    assertThat(mode(box)).isEqualTo("rwx------");
    assertThat(mode(box.resolve(id(1) + ".json"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_printed_mail_shows_neither_link_nor_PIN() {
    assertThat(mail(1).toString()).isEqualTo("SentMail[" + id(1) + "]");
  }
}

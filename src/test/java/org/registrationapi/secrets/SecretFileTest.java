package org.registrationapi.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  private static final int THREADS = 20;

  @TempDir private Path directory;
  private Path path;
  private SecretFile file;

  @BeforeEach
  void use_a_file_in_a_missing_directory() {
    path = directory.resolve("data/secret-key");
    file = new SecretFile(path);
  }

  @Test
  void a_missing_file_has_no_secret() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void a_made_secret_is_kept_across_calls() {
    assertThat(file.readOrMake(() -> "first")).isEqualTo(new Secret("first"));
    assertThat(file.readOrMake(() -> "second")).isEqualTo(new Secret("first"));
    assertThat(new SecretFile(path).read()).contains(new Secret("first"));
  }

  @Test
  void only_the_owner_can_read_the_file() throws IOException {
    file.readOrMake(() -> "first");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void no_other_file_is_left_in_the_directory() throws IOException {
    file.readOrMake(() -> "first");

    try (var files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void surrounding_blanks_and_line_ends_are_ignored() throws IOException {
    write(" restored by hand\r\n\n");

    assertThat(file.read()).contains(new Secret("restored by hand"));
  }

  @Test
  void a_byte_order_mark_is_ignored_and_another_invisible_character_is_an_error()
      throws IOException {
    write("\uFEFFrestored by hand\r\n");
    assertThat(file.read()).contains(new Secret("restored by hand"));

    write("restored\u200Bby hand\n");
    assertThatThrownBy(file::read)
        .isInstanceOf(SecretFileException.class)
        .hasMessage(
            path
                + " has the invisible character U+200B ZERO WIDTH SPACE;"
                + " write the secret again without it");
  }

  @Test
  void twenty_concurrent_callers_get_the_same_secret() throws Exception {
    var start = new CountDownLatch(1);
    var pool = Executors.newFixedThreadPool(THREADS);
    try {
      var futures = new ArrayList<Future<Secret>>();
      for (int i = 0; i < THREADS; i++) {
        var own = "secret of maker " + i;
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return file.readOrMake(() -> own);
                }));
      }
      start.countDown();
      var secrets = new HashSet<Secret>();
      for (var future : futures) secrets.add(future.get());

      assertThat(secrets).containsExactly(file.read().orElseThrow());
      no_other_file_is_left_in_the_directory();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void an_empty_file_is_an_error_that_names_it() throws IOException {
    write(" \n");

    assertThatThrownBy(() -> file.readOrMake(() -> "new"))
        .isInstanceOf(SecretFileException.class)
        .hasMessage(path + " is empty; restore it or delete it");
  }

  @Test
  void a_file_that_cannot_be_read_is_an_error_that_names_it() throws IOException {
    Files.createDirectories(path); // even root cannot read a directory as a file

    assertThatThrownBy(() -> file.readOrMake(() -> "new"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + path);
  }

  @Test
  void a_file_that_cannot_be_written_is_an_error_that_names_it() throws IOException {
    Files.writeString(path.getParent(), "a file where the directory should be");

    assertThatThrownBy(() -> file.readOrMake(() -> "correct horse"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + path);
  }

  private void write(String content) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}

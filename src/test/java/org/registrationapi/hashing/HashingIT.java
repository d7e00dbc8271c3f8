package org.registrationapi.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The real process loads its native code for hashing, or works without it. */
@Tag("long")
class HashingIT {
  @TempDir private Path directory;

  private AppProcess start(String options) {
    return AppProcess.start(
        directory,
        Map.of(
            "DATABASE_URL",
            TestDatabase.create(),
            "DATABASE_PASSWORD",
            "none",
            "JDK_JAVA_OPTIONS",
            options));
  }

  /** Makes and checks hashes, and counts the warnings. */
  private static long warnings(AppProcess run) {
    run.awaitReady();
    run.awaitBanner();
    var http = new TestHttp(run.port()).withKey(run.key());
    for (int i = 0; i < 3; i++) {
      var credentials = registration(newAddress());
      assertThat(http.post("/users", credentials).status()).isEqualTo(201);
      assertThat(http.post("/users/authenticate", credentials).code()).isEqualTo("not_activated");
    }
    return run.printed()
        .lines()
        .filter(line -> line.contains("libsodium cannot be loaded"))
        .count();
  }

  @Test
  void passwords_are_hashed_without_native_code_and_one_warning_is_logged() {
    try (var run = start("-Djna.nounpack=true -Djna.boot.library.path=/nowhere")) {
      assertThat(warnings(run)).isEqualTo(1);
    }
  }

  /** As in the image, where the root is read-only and files in /tmp cannot be executed. */
  @Test
  void unpacked_native_code_is_loaded_from_its_directory() throws IOException {
    var natives = Files.createDirectory(directory.resolve("native"));
    NativeCode.unpack(natives);
    var options =
        "-Djna.nounpack=true -Djna.boot.library.path=%1$s -Djna.library.path=%1$s"
            .formatted(natives);

    try (var run = start(options + " -Djna.tmpdir=" + directory.resolve("nowhere"))) {
      assertThat(warnings(run)).isZero();
    }
  }
}

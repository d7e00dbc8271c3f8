package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The real process on machines with unusual locales and time zones. .ci/run tries more of them. */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class HostileEnvironmentIT {
  @TempDir private Path directory;

  private static Map<String, String> onDatabase(String url, Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putAll(Map.of("DATABASE_URL", url, "DATABASE_PASSWORD", "none"));
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "-Duser.language=ar -Duser.country=EG, CST",
    "-Duser.language=fa -Duser.country=IR, IST",
    "-Duser.language=th -Duser.country=TH -Duser.variant=TH, Pacific/Kiritimati"
  })
  void registering_works_as_usual_in_any_locale_and_time_zone(String java, String zone) {
    var url = TestDatabase.create();
    var environment = Map.of("JDK_JAVA_OPTIONS", java, "TZ", zone, "LC_ALL", "xx_YY");
    try (var run = AppProcess.start(directory, onDatabase(url, environment))) {
      run.awaitBanner();
      var answer =
          new TestHttp(run.port()).withKey(run.key()).post("/users", registration(newAddress()));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().path("time_created").asText()).matches("2[0-9:.TZ-]{19,}");
    }
    assertThat(TestDatabase.query(url, "select password_hash from users"))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(TestDatabase.query(url, "select count(*) from mails")).isEqualTo("1");
  }

  @Test
  void the_embedded_PostgreSQL_starts_where_the_locale_is_not_installed() throws IOException {
    var environment = Map.of("LC_ALL", "xx_YY", "LANG", "xx_YY.UTF-8", "TZ", "CST", "PGPORT", "1");
    try (var run = AppProcess.start(directory, environment)) {
      run.awaitBanner();
    }
    assertThat(Files.readString(directory.resolve("data/postgresql/postgresql.conf")))
        .containsPattern("(?m)^log_timezone = '?(?:UTC|Etc/UTC)'?$");
  }

  /** The shell passes the bytes as they are; this JVM may have no locale itself. */
  @Test
  void a_setting_that_cannot_be_decoded_is_refused() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var script = "export MAIL_FROM_NAME=$(printf 'M\\303\\274ller') LC_ALL=C; exec \"$@\"";
    var main = List.of("-cp", System.getProperty("java.class.path"), "org.registrationapi.Main");
    var command =
        List.of("sh", "-c", script, "sh", java.toString(), main.get(0), main.get(1), main.get(2));
    var here = Path.of("").toAbsolutePath();
    try (var run = AppProcess.start(command, here, Map.of(), directory.resolve("output"))) {
      assertThat(run.child().exitCode()).isEqualTo(1);
      assertThat(run.printed())
          .isEqualTo(
              """
              Invalid settings:
                MAIL_FROM_NAME has characters that cannot be decoded; use UTF-8, and start with LC_ALL=C.UTF-8
              """);
    }
  }
}

package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.TestApp.newAddress;
import static org.registrationapi.TestApp.registration;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real process with the embedded PostgreSQL: started, stopped, killed. */
class StartIT {
  @TempDir private Path directory;

  private AppProcess start(Map<String, String> settings) throws IOException {
    return AppProcess.start(directory, settings);
  }

  private AppProcess start() throws IOException {
    return start(Map.of());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void without_any_settings_it_serves_and_the_curl_line_of_the_banner_works() throws Exception {
    try (var run = start()) {
      run.serving();

      var printed = run.printed();
      assertThat(printed).contains("/docs/").contains("/mailbox");
      var curl = printed.substring(printed.indexOf("curl -i"), printed.indexOf("}'") + 2);
      var process = new ProcessBuilder("bash", "-c", curl).redirectErrorStream(true).start();
      assertThat(
              new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("HTTP/1.1 201 Created")
          .contains("\"email\":\"ada@example.com\"");
      await()
          .until(
              () ->
                  run.printed()
                      .contains("Mail to ada@example.com: http://localhost:" + run.port()));
      assertThat(new TestHttp(run.port()).get("/docs/swagger-initializer.js").body())
          .startsWith("const key = \"reg_");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void with_LOG_FORMAT_json_everything_that_is_printed_is_one_object_a_line() throws IOException {
    try (var run = start(Map.of("LOG_FORMAT", "json", "API_KEY", TestApp.API_KEY))) {
      run.serving();
      var http = new TestHttp(run.port()).withKey(TestApp.API_KEY);
      assertThat(http.post("/users", registration("ada@example.com")).status()).isEqualTo(201);
      await().until(() -> run.printed().contains("Mail to ada@example.com: "));
      await().until(() -> run.printed().contains("\"RequestLog\""));

      for (var line : run.printed().lines().toList())
        assertThat(TestHttp.JSON.readTree(line).properties())
            .extracting(Map.Entry::getKey)
            .startsWith("time", "level", "logger")
            .contains("message");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void what_it_made_is_only_readable_for_its_owner() throws IOException {
    try (var run = start()) {
      run.serving();
      for (var file : new String[] {"api-key", "secret-key"})
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve("data/" + file))))
            .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("data"))))
          .isEqualTo("rwx------");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void after_SIGKILL_and_after_SIGTERM_everything_is_still_there() throws IOException {
    var email = newAddress();
    String key;
    String link;
    try (var run = start()) {
      var http = run.serving();
      key = keyOf(run);
      assertThat(http.post("/users", registration(email)).status()).isEqualTo(201);
      await().until(() -> run.printed().contains("Mail to " + email));
      link =
          run.printed()
              .replaceAll("(?s).*Mail to " + email + ": http://localhost:\\d+(\\S+).*", "$1");
      run.process().destroyForcibly();
      run.exitCode();
    }
    assertThat(directory.resolve("data/postgresql/postmaster.pid")).exists();

    try (var run = start()) {
      assertThat(run.serving().get("/users/" + email).status()).isEqualTo(200);
      assertThat(keyOf(run)).isEqualTo(key);
      assertThat(run.printed()).contains("that an earlier run left behind");
      assertThat(new TestHttp(run.port()).post(link).status()).isEqualTo(200);
      run.process().destroy();
      run.exitCode();
    }
    assertThat(directory.resolve("data/postgresql/postmaster.pid")).doesNotExist();

    try (var run = start()) {
      assertThat(run.serving().get("/users/" + email).json().path("is_activated").asBoolean())
          .isTrue();
    }
  }

  private static String keyOf(AppProcess run) {
    var match = AppProcess.KEY.matcher(run.printed());
    assertThat(match.find()).isTrue();
    return match.group(1);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_pid_file_whose_number_is_now_somebody_elses_does_no_harm() throws IOException {
    try (var run = start()) {
      run.serving();
    }
    Files.writeString(
        directory.resolve("data/postgresql/postmaster.pid"),
        ProcessHandle.current().pid() + "\n/nowhere\n0\n1\n");

    try (var run = start()) {
      assertThat(run.serving().get("/users").status()).isEqualTo(200);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_second_start_on_the_same_data_says_so_and_ends() throws IOException {
    try (var first = start()) {
      first.serving();
      try (var second = start()) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.printed())
            .isEqualTo(
                "another Registration API is running on DATA_DIR "
                    + directory.resolve("data")
                    + "; stop it, or give this one a DATA_DIR of its own\n");
      }
      assertThat(first.serving().get("/users").status()).isEqualTo(200);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void wrong_settings_are_all_named_at_once_without_their_secrets() throws IOException {
    var settings =
        Map.of(
            "HOST",
            "0.0.0.0",
            "PORT",
            "http",
            "API_KEY",
            "hush-hush-1",
            "ADMIN_KEY",
            "hush-hush-2",
            "PIN_LENGTH",
            "9");
    try (var run = start(settings)) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.printed())
          .startsWith("These settings have to be mended:\n")
          .contains("  PORT must be ")
          .contains("  API_KEY must be ")
          .contains("  ADMIN_KEY must have at least 32 characters")
          .contains("  PIN_LENGTH must be a whole number from 4 to 8")
          .doesNotContain("hush");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_port_that_is_taken_is_said_and_ends_it() throws IOException {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        var run = start(Map.of("PORT", "" + taken.getLocalPort()))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.printed())
          .endsWith(
              "cannot serve on 127.0.0.1:"
                  + taken.getLocalPort()
                  + "; is it in use? Change HOST or PORT\n");
    }
  }
}

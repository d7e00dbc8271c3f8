package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.Postgres;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The real process with the embedded PostgreSQL is started, stopped and killed. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class StartIT {
  @TempDir private Path directory;

  /** Starts with PostgreSQL's programs already unpacked, which saves a second or two. */
  private AppProcess start() throws IOException {
    var data = directory.resolve("data");
    if (!Files.exists(data)) {
      OwnerOnly.createDirectories(data);
      Files.createSymbolicLink(data.resolve("binaries"), Postgres.directory());
    }
    return AppProcess.start(directory, Map.of());
  }

  /** Starts on an external PostgreSQL. */
  private AppProcess startOnDatabase(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putAll(Map.of("DATABASE_URL", TestDatabase.create(), "DATABASE_PASSWORD", "none"));
    return AppProcess.start(directory, all);
  }

  private static TestHttp awaitClient(AppProcess run) {
    run.awaitBanner();
    return new TestHttp(run.port()).withKey(run.key());
  }

  private static String adminKey(AppProcess run) {
    return run.printed().replaceAll("(?s).*Admin key +([A-Za-z0-9]{43})\\n.*", "$1");
  }

  @Test
  void it_starts_without_settings_and_the_curl_command_of_the_banner_works() throws Exception {
    try (var run = AppProcess.start(directory, Map.of())) {
      awaitClient(run);

      var printed = run.printed();
      assertThat(printed).contains("/docs/").contains("/mailbox");
      var curl = printed.substring(printed.indexOf("curl -i"), printed.indexOf("}'") + 2);
      var process = new ProcessBuilder("bash", "-c", curl).redirectErrorStream(true).start();
      assertThat(
              new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("HTTP/1.1 201 Created")
          .contains("\"email\":\"ada@example.com\"");
      var link = "Mail to ada@example.com: http://localhost:" + run.port() + "/validation/";
      await()
          .untilAsserted(
              () ->
                  assertThat(run.printed())
                      .containsPattern(Pattern.quote(link) + "\\S+   PIN [0-9]{6}\n"));
      var page = new TestHttp(run.port()).with("X-Requested-With", "docs");
      assertThat(page.get("/docs/key").json().path("key").asText()).isEqualTo(run.key());
    }
  }

  @Test
  void on_a_database_it_logs_JSON_lines_and_makes_files_that_only_their_owner_can_read()
      throws IOException {
    try (var run = startOnDatabase(Map.of("LOG_FORMAT", "json"))) {
      var http = awaitClient(run);
      assertThat(http.post("/users", registration("ada@example.com")).status()).isEqualTo(201);
      await().until(() -> run.printed().contains("Mail to ada@example.com: "));
      await().until(() -> run.printed().contains("\"RequestLog\""));

      for (var line : run.printed().lines().toList())
        assertThat(TestHttp.JSON.readTree(line).properties())
            .extracting(Map.Entry::getKey)
            .startsWith("time", "level", "logger")
            .contains("message");
      var data = directory.resolve("data");
      assertThat(mode(data)).isEqualTo("rwx------");
      assertThat(mode(data.resolve("api-key"))).isEqualTo("rw-------");
      assertThat(mode(data.resolve("secret-key"))).isEqualTo("rw-------");
      assertThat(data.resolve("admin-key")).doesNotExist(); // made in development only
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  @Tag("long")
  void data_survives_SIGKILL_and_SIGTERM() throws IOException {
    var email = newAddress();
    String key;
    String adminKey;
    String link;
    try (var run = start()) {
      var http = awaitClient(run);
      key = run.key();
      adminKey = adminKey(run);
      assertThat(http.withKey(adminKey).get("/servers").status()).isEqualTo(200);
      assertThat(http.post("/users", registration(email)).status()).isEqualTo(201);
      await().until(() -> run.printed().contains("Mail to " + email));
      link =
          run.printed()
              .replaceAll("(?s).*Mail to " + email + ": http://localhost:\\d+(\\S+).*", "$1");
      run.child().kill();
    }
    assertThat(directory.resolve("data/postgresql/postmaster.pid")).exists();

    try (var run = start()) {
      assertThat(awaitClient(run).get("/users/" + email).status()).isEqualTo(200);
      assertThat(run.key()).isEqualTo(key);
      assertThat(adminKey(run)).isEqualTo(adminKey);
      assertThat(run.printed()).contains("that an earlier run left behind");
      assertThat(new TestHttp(run.port()).post(link).status()).isEqualTo(200);
    }
    assertThat(directory.resolve("data/postgresql/postmaster.pid")).doesNotExist();

    try (var run = start()) {
      assertThat(awaitClient(run).get("/users/" + email).json().path("is_activated").asBoolean())
          .isTrue();
    }
  }

  @Tag("long")
  @Test
  void a_stale_pid_file_with_the_pid_of_another_process_is_ignored() throws IOException {
    var pidFile = directory.resolve("data/postgresql/postmaster.pid");
    ProcessHandle postgres;
    try (var run = start()) {
      awaitClient(run);
      var pid = Files.readAllLines(pidFile).get(0);
      postgres = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
    postgres.destroy(); // the stop may have timed out and left it running
    postgres.onExit().join();
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/nowhere\n0\n1\n");

    try (var run = start()) {
      assertThat(awaitClient(run).get("/users").status()).isEqualTo(200);
    }
  }

  @Test
  @Tag("long")
  void a_second_instance_on_the_same_DATA_DIR_exits_with_an_error() throws IOException {
    try (var first = start()) {
      awaitClient(first);
      try (var second = start()) {
        assertThat(second.child().exitCode()).isEqualTo(1);
        assertThat(second.printed())
            .isEqualTo(
                "another Registration API is running on DATA_DIR "
                    + directory.resolve("data")
                    + "; stop it, or give this one a DATA_DIR of its own\n");
      }
      assertThat(awaitClient(first).get("/users").status()).isEqualTo(200);
    }
  }

  @Test
  void all_invalid_settings_are_reported_at_once_without_secrets() {
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
    try (var run = AppProcess.start(directory, settings)) {
      assertThat(run.child().exitCode()).isEqualTo(1);
      assertThat(run.printed())
          .startsWith("Invalid settings:\n")
          .contains("  PORT must be ")
          .contains("  API_KEY must be ")
          .contains("  ADMIN_KEY must have at least 32 characters")
          .contains("  PIN_LENGTH must be a whole number from 4 to 8")
          .doesNotContain("hush");
    }
  }

  @Test
  void a_port_in_use_is_reported_and_ends_the_process() throws IOException {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        var run = startOnDatabase(Map.of("PORT", "" + taken.getLocalPort()))) {
      assertThat(run.child().exitCode()).isEqualTo(1);
      assertThat(run.printed())
          .endsWith(
              "cannot serve on 127.0.0.1:"
                  + taken.getLocalPort()
                  + "; is it in use? Change HOST or PORT\n");
    }
  }
}

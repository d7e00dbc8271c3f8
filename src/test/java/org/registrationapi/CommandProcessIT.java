package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Postgres;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.testing.TestHttp;

/**
 * The packaged application runs commands on its embedded database, with and without the service.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class CommandProcessIT {
  private static final String JAR = Path.of("target/registration-api.jar").toString();

  @TempDir private Path directory;
  private Path data;
  private final AtomicInteger runs = new AtomicInteger();

  /** PostgreSQL's programs are unpacked already, which saves a second or two. */
  @BeforeEach
  void prepare() throws IOException {
    data = directory.resolve("data");
    OwnerOnly.createDirectories(data);
    Files.createSymbolicLink(data.resolve("binaries"), Postgres.directory());
  }

  private static List<String> java(String... arguments) {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR));
    command.addAll(List.of(arguments));
    return command;
  }

  private AppProcess service() {
    return service(java());
  }

  private AppProcess service(List<String> command) {
    var settings = Map.of("DATA_DIR", data.toString());
    return AppProcess.start(
        command, Path.of("").toAbsolutePath(), settings, directory.resolve("service.txt"));
  }

  /** Runs a command; its standard error is in the output, too. */
  private String run(int exitCode, String... arguments) {
    var output = directory.resolve("command" + runs.incrementAndGet());
    var settings = Map.of("DATA_DIR", data.toString(), "LC_ALL", "C.UTF-8");
    var child = ChildProcess.start(java(arguments), Path.of("").toAbsolutePath(), settings, output);
    assertThat(child.exitCode()).as(child.printed()).isEqualTo(exitCode);
    return child.printed();
  }

  @Test
  void a_command_beside_a_running_service_uses_its_embedded_database() throws IOException {
    try (var service = service()) {
      service.awaitBanner();
      run(0, "servers", "create", "shop", "--display-name=Müller");
      var made = TestHttp.JSON.readTree(run(0, "keys", "create", "shop", "--json"));

      var http = new TestHttp(service.port()).withKey(made.path("key").asText());
      assertThat(http.get("/users").status()).isEqualTo(200);
      var key = service.printed().replaceAll("(?s).*Admin key +(\\S+).*", "$1");
      var admin = new TestHttp(service.port()).withKey(key);
      assertThat(admin.get("/servers/shop").json().path("display_name").asText())
          .isEqualTo("Müller");
      assertThat(Files.readString(data.resolve("admin-key"))).isEqualTo(key + "\n");
    }
    assertThat(run(0, "servers", "list")).contains("Müller");
  }

  @Test
  void a_command_starts_and_stops_the_embedded_database_if_no_service_runs() {
    assertThat(run(0, "servers", "list", "--json")).isEqualTo("{\"servers\":[]}\n");
    assertThat(data.resolve("postgresql/postmaster.pid")).doesNotExist();
    assertThat(data.resolve("secret-key")).doesNotExist();
    assertThat(data.resolve("api-key")).doesNotExist();

    assertThat(run(1, "servers", "show", "shop")).isEqualTo("There is no server of this name.\n");

    try (var service = service()) {
      service.awaitBanner(); // with its first server, as without the commands before
    }
  }

  @Test
  void another_word_is_no_command_and_the_service_starts() {
    try (var service = service(java("serve"))) {
      service.awaitBanner();
      assertThat(service.printed())
          .startsWith("serve is no command and is ignored; --help lists the commands\n");
    }
  }
}

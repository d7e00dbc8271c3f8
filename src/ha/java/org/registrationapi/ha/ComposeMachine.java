package org.registrationapi.ha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.registrationapi.embedded.LocalPostgres;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;
import org.registrationapi.kit.PostgresUrl;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.testing.TestDatabase;

/**
 * A machine for the procedures of an operator, without a container engine. Its command {@code
 * docker} is a stand-in: commands in containers run on this machine, {@code db} is Debian's
 * PostgreSQL, and {@code up} restarts the application with the settings in {@code .env}.
 */
final class ComposeMachine implements AutoCloseable {
  private static final String DOCKER =
      """
      #!/bin/bash
      # docker compose COMMAND …: exec and run run the service's command here, others are for the test
      set -eu
      command=$2
      if [[ $command != exec && $command != run ]]; then
        exec curl -sS --fail-with-body --data-binary "${*:2}" "http://127.0.0.1:$STAND_IN/" >&2
      fi
      shift 2
      program=()
      while [[ $1 == -* ]]; do
        if [[ $1 == --entrypoint ]]; then program=("$2") && shift; fi
        shift
      done
      shift # the service
      PGPASSWORD=$(sed -n 's/^POSTGRES_PASSWORD=//p' .env)
      export PGPASSWORD
      exec "${program[@]}" "${@//\\/data/$PWD/data}"
      """;

  private final Path directory;
  private final LocalPostgres postgres;
  private final HttpServer standIn;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile boolean isInitialised;
  private volatile AppProcess web;

  private ComposeMachine(Path directory, LocalPostgres postgres, HttpServer standIn) {
    this.directory = directory;
    this.postgres = postgres;
    this.standIn = standIn;
  }

  /** A new machine, with an empty database and volume, and no {@code .env}. */
  static ComposeMachine create(Path directory) throws IOException {
    OwnerOnly.createDirectories(directory.resolve("data"));
    var docker = Files.createDirectory(directory.resolve("bin")).resolve("docker");
    Files.writeString(docker, DOCKER);
    if (!docker.toFile().setExecutable(true)) throw new IOException("cannot be run: " + docker);
    var postgres = DebianPostgres.start(directory.resolve("db"));
    TestDatabase.execute(PostgresUrl.of(postgres, "postgres"), "create database \"REG_API\"");
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var standIn = HttpServer.create(loopback, 0);
    var machine = new ComposeMachine(directory, postgres, standIn);
    standIn.createContext("/", machine::handle);
    standIn.start();
    return machine;
  }

  /** A new machine with these settings in its {@code .env}, on which every service was started. */
  static ComposeMachine started(Path directory, Map<String, String> settings) throws IOException {
    var machine = create(directory);
    try {
      var all = new HashMap<>(settings);
      all.putIfAbsent("WEB_PORT", Integer.toString(Ports.reserve()));
      all.putIfAbsent("POSTGRES_PASSWORD", "the-first-password-of-the-database");
      var lines = all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue() + "\n");
      Files.writeString(directory.resolve(".env"), lines.collect(joining()));
      machine.run("docker compose up -d --wait");
      return machine;
    } catch (RuntimeException | IOException | AssertionError e) {
      machine.close();
      throw e;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var problem = execute(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 500, 0);
      exchange.getResponseBody().write(problem.getBytes(UTF_8));
    }
  }

  /** Executes a command of {@code docker compose}; returns why it failed, else nothing. */
  private String execute(String command) {
    commands.add(command);
    var words = List.of(command.split(" ", -1));
    var named = words.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
    var services = named.isEmpty() ? List.of("db", "web", "pgadmin") : named;
    try {
      if (words.get(0).equals("up")) services.forEach(this::up);
      if (words.get(0).equals("stop")) services.forEach(this::stop);
      return "";
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  /** Like the image, PostgreSQL takes the password of {@code .env} at its first start only. */
  private void up(String service) {
    if (service.equals("db") && !isInitialised) {
      isInitialised = true;
      TestDatabase.execute(
          PostgresUrl.of(postgres, "REG_API"),
          "alter role postgres password '" + env().get("POSTGRES_PASSWORD") + "'");
    }
    if (!service.equals("web")) return;
    stop(service);
    web = AppProcess.start(directory, settings());
    web.awaitReady();
  }

  private void stop(String service) {
    if (service.equals("web") && web != null) web.close();
  }

  /** What docker-compose.yml makes of {@code .env}. */
  private Map<String, String> settings() {
    var all = new HashMap<>(env());
    all.put("PORT", all.get("WEB_PORT"));
    all.put("DATABASE_URL", postgres.url("REG_API"));
    all.put("DATABASE_USER", postgres.user());
    all.put("DATABASE_PASSWORD", all.get("POSTGRES_PASSWORD"));
    return all;
  }

  /** The settings in {@code .env}. */
  Map<String, String> env() {
    try {
      return Files.readAllLines(directory.resolve(".env")).stream()
          .map(line -> line.split("=", 2))
          .collect(toMap(line -> line[0], line -> line[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs commands with bash; returns their output.
   *
   * @throws AssertionError with the output if one of them fails
   */
  String run(String script) {
    try (var process = begin(script)) {
      if (process.exitCode() != 0) throw new AssertionError(script + process.printed());
      return process.printed();
    }
  }

  /** Starts commands with bash. What would leave the directory or use port 8000 is replaced. */
  ChildProcess begin(String script) {
    try {
      var file = Files.createTempFile(directory, "script", ".sh");
      Files.writeString(file, script.replace("localhost:8000", "localhost:" + port()));
      var environment =
          new HashMap<>(Map.of("POSTGRES_USER", "postgres", "POSTGRES_DB", "REG_API"));
      environment.putAll(Map.of("PGHOST", "127.0.0.1", "PGPORT", "" + postgres.port()));
      environment.put("STAND_IN", "" + standIn.getAddress().getPort());
      environment.put("PATH", path());
      var output = Files.createTempFile(directory, "script", ".txt");
      return ChildProcess.start(
          List.of("bash", "-eu", file.toString()), directory, environment, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path() throws IOException {
    return directory.resolve("bin") + ":" + DebianPostgres.programs() + ":" + System.getenv("PATH");
  }

  /** The service's port; 8000 as long as there is no {@code .env}. */
  int port() {
    if (!Files.exists(directory.resolve(".env"))) return 8000;
    return Integer.parseInt(env().get("WEB_PORT"));
  }

  /** The commands of {@code docker compose} so far, except exec and run. */
  List<String> commands() {
    return commands;
  }

  Path directory() {
    return directory;
  }

  /** The database as the service uses it. */
  String url() {
    return postgres.url("REG_API") + "?user=postgres&password=" + env().get("POSTGRES_PASSWORD");
  }

  @Override
  public void close() {
    standIn.stop(0);
    stop("web");
    postgres.close();
  }
}

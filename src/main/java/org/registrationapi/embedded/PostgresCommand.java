package org.registrationapi.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs PostgreSQL's programs. */
record PostgresCommand(Path programs, Path log) {
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** PostgreSQL refuses to run as root. In a separate user namespace it does not notice. */
  private static final boolean HIDES_ROOT =
      System.getProperty("os.name").equals("Linux")
          && System.getProperty("user.name").equals("root");

  /** Runs a program, appends its output to the log, and returns its exit code. */
  int run(String program, List<String> arguments) throws IOException {
    return run(program, arguments, "");
  }

  /**
   * Runs statements as superuser without a password, on files that no server runs on. No connection
   * is possible meanwhile.
   *
   * @param statements each in one line
   * @throws IOException if one fails, with PostgreSQL's reason
   */
  void runAlone(Path files, List<String> statements) throws IOException {
    var options = List.of("--single", "-D", files.toString(), "-c", "exit_on_error=on");
    var quiet = List.of("-c", "log_min_messages=fatal", "-c", "log_min_error_statement=panic");
    var arguments = new ArrayList<>(options);
    arguments.addAll(quiet); // the statements have passwords
    arguments.add("postgres");
    var lines = String.join("\n", statements) + "\n";
    if (run("postgres", arguments, lines) != 0) throw new IOException(printed());
  }

  private int run(String program, List<String> arguments, String input) throws IOException {
    var command = new ArrayList<String>();
    if (HIDES_ROOT) command.addAll(List.of("unshare", "-U"));
    command.add(programs.resolve(IS_WINDOWS ? program + ".exe" : program).toString());
    command.addAll(arguments);
    // not a pipe: on Windows the server would inherit it, and it would never end
    var output = Redirect.appendTo(log.toFile());
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    ignoreEnvironment(builder.environment());
    var process = builder.start();
    send(input, process);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + program);
    }
  }

  private static void send(String input, Process process) {
    try (var stream = process.outputWriter(StandardCharsets.UTF_8)) {
      stream.write(input);
    } catch (IOException e) {
      // it has ended; its exit code and the log say why
    }
  }

  /** What the programs have printed. */
  String printed() throws IOException {
    return new String(Files.readAllBytes(log), Charset.defaultCharset()).strip();
  }

  /**
   * initdb refuses a locale that is not installed, and stores the time zone. Variables such as
   * PGOPTIONS would change the settings.
   */
  private static void ignoreEnvironment(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.remove("LANGUAGE");
    environment.putAll(Map.of("LANG", "C", "LC_ALL", "C", "TZ", "UTC"));
  }
}

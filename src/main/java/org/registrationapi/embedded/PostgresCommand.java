package org.registrationapi.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
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
    var command = new ArrayList<String>();
    if (HIDES_ROOT) command.addAll(List.of("unshare", "-U"));
    command.add(programs.resolve(IS_WINDOWS ? program + ".exe" : program).toString());
    command.addAll(arguments);
    // not a pipe: on Windows the server would inherit it, and it would never end
    var output = Redirect.appendTo(log.toFile());
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    ignoreEnvironment(builder.environment());
    var process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + program);
    }
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

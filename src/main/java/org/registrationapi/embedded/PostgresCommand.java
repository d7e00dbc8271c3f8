package org.registrationapi.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of PostgreSQL's own programs. */
record PostgresCommand(Path programs, Path log) {
  private static final boolean IS_WINDOWS = System.getProperty("os.name").startsWith("Windows");

  /** PostgreSQL does not run as root; in a user namespace of its own it cannot tell. */
  private static final boolean HIDES_ROOT =
      System.getProperty("os.name").equals("Linux")
          && System.getProperty("user.name").equals("root");

  /** Runs it to its end; what it prints is appended to the log. Gives its exit code. */
  int run(String program, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    if (HIDES_ROOT) command.addAll(List.of("unshare", "-U"));
    command.add(programs.resolve(IS_WINDOWS ? program + ".exe" : program).toString());
    command.addAll(arguments);
    // not a pipe: the server would inherit it on Windows, and its end never come
    var output = Redirect.appendTo(log.toFile());
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + program);
    }
  }
}

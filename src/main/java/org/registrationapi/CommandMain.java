package org.registrationapi;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.registrationapi.commands.CommandException;
import org.registrationapi.commands.Commands;
import org.registrationapi.commands.Opened;
import org.registrationapi.database.Database;
import org.registrationapi.database.DatabaseStartException;
import org.registrationapi.request.JsonMappers;
import org.registrationapi.secrets.SecretFileException;
import org.registrationapi.settings.Settings;
import org.registrationapi.settings.SettingsException;
import org.registrationapi.text.Resources;

/** Wires the commands of the operator, with the settings of the environment. */
public final class CommandMain {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private CommandMain() {}

  /**
   * The commands.
   *
   * @param environment is read when a command runs
   */
  public static Commands commands(
      Map<String, String> environment, PrintStream out, PrintStream err) {
    return new Commands(
        () -> open(environment), JsonMappers.mapper(), out, err, isTerminal(), Resources.version());
  }

  private static Opened open(Map<String, String> environment) {
    try {
      var settings = Settings.read(environment);
      var database = Database.openForCommand(settings.database(), settings.dataDir());
      return new Opened(new CoreWiring(settings, database.jdbi()).services(), database::close);
    } catch (SettingsException | DatabaseStartException | SecretFileException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }

  /**
   * Whether the standard error is a terminal. Java itself tells this only of standard input and
   * output together, so it is known on Linux only.
   */
  private static boolean isTerminal() {
    try {
      var target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // not Linux
    }
  }
}

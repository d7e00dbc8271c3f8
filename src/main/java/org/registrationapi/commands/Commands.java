package org.registrationapi.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.registrationapi.database.Outages;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All commands. Results go to the standard output, errors and notes to the standard error. The exit
 * code is 0, 1 if the command failed, or 2 if its arguments are wrong.
 */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final int HELP_WIDTH = 100;
  private static final String JSON = "--json";

  /** What Java puts in the place of bytes that the locale's encoding does not have. */
  private static final char UNDECODED = '\uFFFD';

  private final PrintStream err;
  private final Session session;
  private final CommandLine root;

  /**
   * @param opener opens the database for a command
   * @param json the mapper of the API
   * @param isTerminal whether a person reads {@code err}
   * @param version of the program
   */
  public Commands(
      Supplier<Opened> opener,
      ObjectMapper json,
      PrintStream out,
      PrintStream err,
      boolean isTerminal,
      String version) {
    this.err = err;
    session = new Session(opener);
    var output = new Output(out, err, json, this::isJson);
    root =
        new CommandLine(new RootCommand(session, output, new Progress(err, isTerminal)))
            .addSubcommand(servers(output, new ServerOptions(json)))
            .addSubcommand(new KeysCommand(session, output))
            .addSubcommand(new UsersCommand(session, output))
            .addSubcommand(new MailsCommand(session, output))
            .addSubcommand(new BouncesCommand(session, output))
            .setOut(writer(out))
            .setErr(writer(err))
            .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(HELP_WIDTH)
            .setExpandAtFiles(false) // an argument may begin with an @
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(this::misused)
            .setExecutionExceptionHandler(this::failed);
    complete(root, version);
  }

  private CommandLine servers(Output output, ServerOptions options) {
    var servers = new CommandLine(new ServersCommand(session, output, options, this::parsed));
    for (var name : List.of(ServersCommand.CREATE, ServersCommand.UPDATE))
      options.addTo(servers.getSubcommands().get(name).getCommandSpec());
    return servers;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Adds the version to all commands, and the option for JSON to those that print a result. */
  private static void complete(CommandLine command, String version) {
    command.getCommandSpec().version(version);
    if (command.getSubcommands().isEmpty())
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder(JSON)
                  .type(boolean.class)
                  .description("Print the JSON that the API answers.")
                  .build());
    command.getSubcommands().values().forEach(it -> complete(it, version));
  }

  /** Whether the first argument is a command, or asks for help or the version. */
  public boolean knows(String... arguments) {
    return root.getSubcommands().containsKey(arguments[0])
        || root.getCommandSpec().findOption(arguments[0]) != null;
  }

  /** Runs a command, and returns the exit code. */
  public int run(String... arguments) {
    if (Stream.of(arguments).anyMatch(text -> text.indexOf(UNDECODED) >= 0)) {
      err.println("an argument cannot be decoded; use UTF-8, and start with LC_ALL=C.UTF-8");
      return MISUSED;
    }
    try (session) {
      return root.execute(arguments);
    }
  }

  /** The arguments of the command that runs. */
  private ParseResult parsed() {
    var parsed = root.getParseResult();
    while (parsed.hasSubcommand()) parsed = parsed.subcommand();
    return parsed;
  }

  private boolean isJson() {
    return parsed().hasMatchedOption(JSON);
  }

  private int misused(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    var writer = command.getErr();
    writer.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, writer);
    if (command.getSubcommands().isEmpty())
      writer.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    else command.usage(writer);
    return MISUSED;
  }

  private int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof Failure failure) explain(failure, command.getCommandSpec());
    else if (e instanceof CommandException) err.println(e.getMessage());
    else if (Outages.isOutage(e)) err.println("The database does not answer; try again.");
    else LOG.error("the command failed", e);
    return FAILED;
  }

  private void explain(Failure failure, CommandSpec command) {
    if (failure.errors().isEmpty()) err.println(failure.getMessage());
    for (var fault : failure.errors())
      err.println(nameOf(fault, command) + " " + fault.message() + ".");
  }

  /** The option that gives a field, or the field's name. */
  private static String nameOf(FieldError fault, CommandSpec command) {
    var option = "--" + fault.field().replace('_', '-');
    return command.findOption(option) == null ? fault.field() : option;
  }
}

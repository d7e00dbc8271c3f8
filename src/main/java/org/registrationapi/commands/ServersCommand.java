package org.registrationapi.commands;

import java.util.function.Supplier;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.servers.ServerRequest;
import org.registrationapi.servers.ServersApi.ServerList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/**
 * Commands on servers.
 *
 * @param parsed the arguments of the command that runs
 */
@Command(name = "servers", description = "The web applications that register their users here.")
record ServersCommand(
    Session session, Output output, ServerOptions options, Supplier<ParseResult> parsed) {
  /** The commands that take the settings of a server. */
  static final String CREATE = "create";

  static final String UPDATE = "update";

  @Command(name = "list", description = "Lists all servers.")
  void list() {
    output.list(
        new ServerList(session.get().servers().list()),
        "servers",
        "name",
        "display_name",
        "mail_from",
        "locale",
        "privacy",
        "time_created");
  }

  @Command(name = "show", description = "Shows a server with all its settings.")
  void show(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
    output.show(session.get().servers().get(name));
  }

  @Command(name = CREATE, description = "Creates a server. It has no API key yet: see keys create.")
  void create(
      @Parameters(
              paramLabel = "NAME",
              description = "1 to 63 lower case letters, digits, hyphens and dots.")
          String name) {
    var settings = options.settings(parsed.get());
    output.show(session.get().servers().create(new ServerRequest(name, settings)));
  }

  @Command(
      name = UPDATE,
      description = "Changes the settings that are given; an empty value removes a setting.")
  void update(@Parameters(paramLabel = "NAME", description = "Its name.") String name) {
    var changes = options.given(parsed.get());
    if (changes.isEmpty())
      throw new CommandException("name at least one setting to change; --help lists them");
    output.show(session.get().servers().change(name, old -> options.changed(old, changes)));
  }

  @Command(name = "delete", description = "Deletes a server, its API keys and its mails.")
  void delete(
      @Parameters(paramLabel = "NAME", description = "Its name.") String name,
      @Option(names = "--force", description = "Delete its users, too.") boolean force) {
    try {
      session.get().servers().remove(name, force);
    } catch (Failure e) {
      if (e.code() != ErrorCode.SERVER_HAS_USERS) throw e;
      throw new CommandException("This server has users; add --force to delete them with it.");
    }
    output.done("The server " + name + " is deleted.");
  }
}

package org.registrationapi.commands;

import java.util.Optional;
import java.util.UUID;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.users.UserFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on users. */
@Command(name = "users", description = "The users of a server.")
record UsersCommand(Session session, Output output) {
  /** By which users are selected. */
  enum Status {
    PENDING,
    ACTIVATED
  }

  @Command(
      name = "list",
      description = "Lists a server's users, the newest first, or by address with --query.")
  void list(
      @Parameters(paramLabel = "SERVER", description = "The server's name.") String server,
      @Option(names = "--email", paramLabel = "EMAIL", description = "Only this address.")
          String email,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "Only those with this status: pending or activated.")
          Status status,
      @Option(
              names = "--mail-status",
              paramLabel = "STATUS",
              description = "Only those whose newest validation mail has this status.")
          MailStatus mailStatus,
      @Option(
              names = "--query",
              paramLabel = "TEXT",
              description = "Only those whose address begins like this.")
          String query,
      @Mixin Paging paging) {
    var checks = new FieldChecks();
    var isSearch = query != null;
    var filter =
        new UserFilter(
            Optional.ofNullable(checks.email("email", email)),
            Optional.ofNullable(status).map(wanted -> wanted == Status.ACTIVATED),
            Optional.ofNullable(mailStatus),
            Optional.ofNullable(query),
            paging.position(checks, position -> position(position, isSearch)),
            paging.limit(checks));
    checks.done();
    var page = session.get().users().list(idOf(server), filter);
    output.list(
        page,
        "users",
        "id",
        "email",
        "first_name",
        "last_name",
        "is_activated",
        "validation.mail_status",
        "time_created");
    output.next(page.nextCursor());
  }

  /** Searches are sorted by address, other lists by id. */
  private static Optional<String> position(String text, boolean isSearch) {
    return isSearch ? Optional.of(text) : Ids.read(text).map(UUID::toString);
  }

  @Command(name = "show", description = "Shows a user.")
  void show(
      @Parameters(paramLabel = "SERVER", description = "The server's name.") String server,
      @Parameters(paramLabel = "USER", description = "The user's id or address.") String user) {
    output.show(session.get().users().get(idOf(server), user));
  }

  @Command(name = "delete", description = "Deletes a user with its links and mails.")
  void delete(
      @Parameters(paramLabel = "SERVER", description = "The server's name.") String server,
      @Parameters(paramLabel = "USER", description = "The user's id or address.") String user) {
    var users = session.get().users();
    var found = users.get(idOf(server), user);
    users.delete(idOf(server), found.id());
    output.done("The user " + found.email() + " is deleted.");
  }

  private long idOf(String server) {
    return session.get().servers().get(server).id();
  }
}

package org.registrationapi.commands;

import java.util.Optional;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.mailadmin.MailFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on mails. Their texts, links and PINs are never shown. */
@Command(name = "mails", description = "The mails of all servers, without their texts.")
record MailsCommand(Session session, Output output) {
  @Command(name = "list", description = "Lists mails, the newest first.")
  void list(
      @Option(names = "--status", paramLabel = "STATUS", description = "Only those with it.")
          MailStatus status,
      @Option(names = "--server", paramLabel = "SERVER", description = "Only those of the server.")
          String server,
      @Option(
              names = "--recipient",
              paramLabel = "EMAIL",
              description = "Only those to the address.")
          String recipient,
      @Mixin Paging paging) {
    var checks = new FieldChecks();
    var filter =
        new MailFilter(
            Optional.ofNullable(status),
            Optional.ofNullable(server),
            Optional.ofNullable(checks.email("recipient", recipient)),
            paging.position(checks, Ids::read),
            paging.limit(checks));
    checks.done();
    if (server != null) session.get().servers().get(server); // a misspelt name is an error
    var page = session.get().mails().list(filter);
    output.list(
        page,
        "mails",
        "id",
        "server",
        "kind",
        "recipient",
        "status",
        "attempts",
        "time_created",
        "reason");
    output.next(page.nextCursor());
  }

  @Command(name = "show", description = "Shows a mail.")
  void show(@Parameters(paramLabel = "ID", description = "The mail's id.") String id) {
    output.show(session.get().mails().get(id));
  }

  @Command(
      name = "retry",
      description =
          "Queues a mail that was not sent or did not arrive. A running service sends it at once.")
  void retry(@Parameters(paramLabel = "ID", description = "The mail's id.") String id) {
    output.show(session.get().mails().retry(id));
  }

  @Command(name = "cancel", description = "Removes a mail from the queue for good.")
  void cancel(@Parameters(paramLabel = "ID", description = "The mail's id.") String id) {
    output.show(session.get().mails().cancel(id));
  }

  @Command(
      name = "statistics",
      description = "Shows how many mails wait, were sent and failed in 24 hours, and why.")
  void statistics() {
    output.show(session.get().mailStatistics().now());
  }
}

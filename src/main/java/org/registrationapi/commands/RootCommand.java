package org.registrationapi.commands;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The commands that belong to no group. */
@Command(
    name = "java -jar registration-api.jar",
    scope = ScopeType.INHERIT, // its subcommands have the options for help and version, too
    mixinStandardHelpOptions = true,
    description = {
      "Manages the Registration API. Without a command it starts the service.",
      "A command uses the settings of the service, which are environment variables. It works beside a"
          + " running service."
    })
record RootCommand(Session session, Output output, Progress progress) {
  @Command(
      name = "purge",
      description =
          "Deletes pending users by PENDING_TTL, mails by MAILS_TTL and events by EVENTS_TTL. The"
              + " service does so every hour.")
  void purge(
      @Option(names = "--dry-run", description = "Only say how many would be deleted.")
          boolean isDryRun) {
    var purge = session.get().purge();
    output.show(isDryRun ? purge.count() : purge.run(progress));
  }

  @Command(
      name = "mail-check",
      description =
          "Checks whether mails will arrive: the sender, SPF, DKIM, DMARC, Mailjet's events, the"
              + " links. The exit code is 1 if a check fails.")
  int mailCheck(
      @Parameters(
              arity = "0..1",
              paramLabel = "SERVER",
              description = "Whose sender is checked; without it MAIL_FROM.")
          String server) {
    var services = session.get();
    var check = services.mailChecks().now(Optional.ofNullable(server).map(services.servers()::get));
    output.show(check, MailCheckTable.of(check));
    return check.state().equals("failed") ? 1 : 0;
  }
}

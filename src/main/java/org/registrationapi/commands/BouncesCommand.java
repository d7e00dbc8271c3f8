package org.registrationapi.commands;

import java.util.Optional;
import org.registrationapi.input.FieldChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on addresses that bounced. */
@Command(
    name = "bounces",
    description = "The addresses that get no more mails, because they bounced.")
record BouncesCommand(Session session, Output output) {
  @Command(name = "list", description = "Lists them, in their order.")
  void list(
      @Option(names = "--email", paramLabel = "EMAIL", description = "Only this address.")
          String email,
      @Mixin Paging paging) {
    var checks = new FieldChecks();
    var only = checks.email("email", email);
    var position = paging.position(checks, Optional::of);
    var limit = paging.limit(checks);
    checks.done();
    var bounces = session.get().bounces();
    var page = only == null ? bounces.list(position, limit) : bounces.find(only);
    output.list(page, "bounces", "email", "time_bounced", "reason");
    output.next(page.nextCursor());
  }

  @Command(name = "lift", description = "Lets an address get mails again.")
  void lift(@Parameters(paramLabel = "EMAIL", description = "The address.") String email) {
    session.get().bounces().lift(email);
    output.done("Mails to " + email + " are sent again.");
  }
}

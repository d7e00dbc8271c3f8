package org.registrationapi.commands;

import java.util.List;
import org.registrationapi.keys.KeyRequest;
import org.registrationapi.servers.KeysApi.KeyList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on API keys. */
@Command(name = "keys", description = "The API keys of a server.")
record KeysCommand(Session session, Output output) {
  @Command(name = "list", description = "Lists a server's API keys, without their secrets.")
  void list(@Parameters(paramLabel = "SERVER", description = "The server's name.") String server) {
    output.list(
        new KeyList(session.get().keys().list(server)),
        "keys",
        "id",
        "label",
        "kind",
        "allowed_origins",
        "time_created",
        "time_used",
        "time_revoked");
  }

  @Command(name = "create", description = "Creates an API key. It is shown only once.")
  void create(
      @Parameters(paramLabel = "SERVER", description = "The server's name.") String server,
      @Option(names = "--label", paramLabel = "TEXT", description = "What the key is for.")
          String label,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              description =
                  "secret, for a back end, or publishable, for web pages; without it secret.")
          String kind,
      @Option(
              names = "--allowed-origins",
              paramLabel = "ORIGIN",
              split = ",",
              description =
                  "Only for a publishable key: the origins whose pages may use it, such as"
                      + " https://shop.example, separated by commas.")
          List<String> origins) {
    output.show(session.get().keys().make(server, new KeyRequest(label, kind, origins)));
  }

  @Command(
      name = "revoke",
      description = "Revokes an API key: a running service refuses it within 5 seconds.")
  void revoke(
      @Parameters(paramLabel = "SERVER", description = "The server's name.") String server,
      @Parameters(paramLabel = "ID", description = "The 8 characters after reg_.") String id) {
    session.get().keys().revoke(server, id);
    output.done("The key " + id + " is revoked.");
  }
}

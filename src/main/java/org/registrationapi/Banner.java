package org.registrationapi;

import java.io.PrintStream;
import org.registrationapi.secrets.Secret;
import org.registrationapi.servers.FirstServer;

/** What a newcomer sees first: where everything is, and a line that works when pasted. */
final class Banner {
  private Banner() {}

  static void print(PrintStream out, Settings settings, int port, FirstServer.Result first) {
    var url = "http://localhost:" + port;
    out.println();
    out.println("Registration API is serving at " + url);
    if (settings.http().docs()) out.println("  Try it out   " + url + "/docs/");
    if (settings.mail().mailjet().isEmpty())
      out.println("  Mailbox      " + mailbox(settings, url));
    if (settings.isDevelopment() || first.created())
      first.key().ifPresent(key -> key(out, url, first.name(), key));
    out.println();
    out.flush();
  }

  /** The page is only for this machine, which a container is not. */
  private static String mailbox(Settings settings, String url) {
    return settings.http().isLoopback()
        ? url + "/mailbox"
        : "no Mailjet keys: links are printed here";
  }

  private static void key(PrintStream out, String url, String server, Secret key) {
    out.println("  API key      " + key.value() + "   (of the server " + server + ")");
    out.println("  Register somebody:");
    out.println();
    out.println("curl -i " + url + "/users -H 'Authorization: Bearer " + key.value() + "' \\");
    out.println("  -H 'Content-Type: application/json' \\");
    out.println("  -d '{\"email\": \"ada@example.com\", \"password\": \"correct horse battery\"}'");
  }
}

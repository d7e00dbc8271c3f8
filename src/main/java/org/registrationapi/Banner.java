package org.registrationapi;

import java.util.Optional;
import java.util.StringJoiner;
import org.registrationapi.secrets.Secret;
import org.registrationapi.servers.FirstServer;
import org.registrationapi.settings.Settings;

/** The text printed after the start: the addresses, the API key, and a curl command to paste. */
final class Banner {
  private Banner() {}

  /**
   * @param adminKey the admin key that was made here; empty if there is none, or the operator set
   *     it
   */
  static String of(
      Settings settings, int port, FirstServer.Result first, Optional<Secret> adminKey) {
    var url = "http://localhost:" + port;
    var out = new StringJoiner("\n", "\n", "\n");
    out.add("Registration API is serving at " + url);
    if (settings.http().docs()) out.add("  Try it out   " + url + "/docs/");
    var publicUrl = settings.http().publicUrl().toString();
    if (!publicUrl.equals(url)) out.add("  Links        " + publicUrl + "   (PUBLIC_URL)");
    if (!settings.mail().isSending()) out.add("  Mailbox      " + mailbox(settings, url));
    adminKey.ifPresent(key -> out.add("  Admin key    " + key.value()));
    if (settings.isDevelopment() || first.created())
      first.key().ifPresent(key -> key(out, url, first, key));
    return out.toString();
  }

  /** Outside development there is no mailbox page. */
  private static String mailbox(Settings settings, String url) {
    return settings.isDevelopment()
        ? url + "/mailbox"
        : "no mails are sent: links and PINs are printed here";
  }

  /** A key that the operator set is not shown: the operator knows it, and others may read this. */
  private static void key(StringJoiner out, String url, FirstServer.Result first, Secret key) {
    var shown = first.isKeyMade() ? key.value() : "as set in API_KEY";
    var header = "Authorization: Bearer " + (first.isKeyMade() ? key.value() : "$API_KEY");
    var quote = first.isKeyMade() ? "'" : "\"";
    out.add("  API key      " + shown + "   (of the server " + first.name() + ")");
    out.add("  Register somebody:");
    out.add("");
    out.add("curl -i " + url + "/users -H " + quote + header + quote + " \\");
    out.add("  -H 'Content-Type: application/json' \\");
    out.add("  -d '{\"email\": \"ada@example.com\", \"password\": \"correct horse battery\"}'");
  }
}

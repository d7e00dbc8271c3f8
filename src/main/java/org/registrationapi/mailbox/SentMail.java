package org.registrationapi.mailbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A mail as it was sent. Later changes of its server and its user do not change it.
 *
 * @param id that of its row in the table of mails; later mails have greater ids
 * @param server the name of its server
 * @param kind the word of its kind
 * @param replyTo null: replies go to the sender
 * @param headers further headers by their names
 * @param link null if it has none
 * @param pin null if it has none
 * @param logoUrl the picture in it, or null
 */
public record SentMail(
    UUID id,
    Instant time,
    String server,
    String kind,
    From from,
    String replyTo,
    String to,
    String subject,
    Map<String, String> headers,
    String link,
    String pin,
    String logoUrl,
    String text,
    String html) {

  /** The sender. */
  public record From(String email, String name) {
    /** As mail programs show it. */
    @Override
    public String toString() {
      return name + " <" + email + ">";
    }
  }

  @Override
  public String toString() {
    return "SentMail[" + id + "]"; // the rest contains the link and the PIN
  }
}

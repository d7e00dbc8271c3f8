package org.registrationapi.mailevents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.registrationapi.input.Invisible;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.transport.MailjetTransport;

/**
 * Reads an event of Mailjet's Event API. The format is Mailjet's, so unexpected content is ignored.
 */
final class MailjetEvent {
  private static final int MAX_LENGTH = 100;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()]*@[^\\s<>()]*");

  private static final Pattern SERVER_ID = Pattern.compile("[1-9][0-9]{0,17}");

  /**
   * What an error is related to, if it may be the address. The others are the mail and its sending.
   */
  private static final Set<String> THE_ADDRESS = Set.of("recipient", "domain");

  /** Mailjet tries again after this error, whatever else the event says. */
  private static final String GREYLISTED = "greylisted";

  /**
   * Errors related to recipient or domain that say nothing lasting about the address: a full
   * mailbox, what the account at Mailjet may send, and whom the provider talks to. See "Possible
   * values for errors" in Mailjet's guide on webhooks.
   */
  private static final Set<String> NOT_THE_ADDRESS =
      Set.of("quota exceeded", "blacklisted", "spam reporter", "relay/access denied", GREYLISTED);

  private MailjetEvent() {}

  /** Translates an event; empty if it is not about one of our mails, or of an unused type. */
  static Optional<MailEvent> read(JsonNode event) {
    return mailId(text(event, "CustomID"))
        .flatMap(
            mailId ->
                switch (text(event, "event")) {
                  case "sent" -> of(event, mailId, MailStatus.DELIVERED, null);
                  case "open", "click" -> of(event, mailId, MailStatus.OPENED, null);
                  case "bounce" -> bounce(event, mailId);
                  case "blocked" -> of(event, mailId, MailStatus.BLOCKED, reason("blocked", event));
                  case "spam" -> of(event, mailId, MailStatus.SPAM, "reported as spam");
                  default -> Optional.empty();
                });
  }

  private static Optional<MailEvent> of(
      JsonNode event, UUID mailId, MailStatus status, String reason) {
    return Optional.of(new MailEvent(mailId, serverId(event), status, false, reason, null));
  }

  /** The server id that {@link MailjetTransport} sent with the mail; null if there is none. */
  private static Long serverId(JsonNode event) {
    var payload = text(event, "Payload");
    return SERVER_ID.matcher(payload).matches() ? Long.valueOf(payload) : null;
  }

  /** Empty if the field is missing or not text. */
  private static String text(JsonNode event, String field) {
    return event.path(field).isTextual() ? event.path(field).textValue() : "";
  }

  private static Optional<UUID> mailId(String customId) {
    try {
      return Optional.of(UUID.fromString(customId));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<MailEvent> bounce(JsonNode event, UUID mailId) {
    var error = text(event, "error");
    var isHard = event.path("hard_bounce").asBoolean() && !error.equals(GREYLISTED);
    var reason = reason(isHard ? "hard bounce" : "soft bounce", event);
    var isTheAddress =
        THE_ADDRESS.contains(text(event, "error_related_to")) && !NOT_THE_ADDRESS.contains(error);
    return Optional.of(
        new MailEvent(
            mailId,
            serverId(event),
            MailStatus.BOUNCED,
            !isHard,
            reason,
            isHard && isTheAddress ? reason : null));
  }

  /** For example {@code hard bounce: user unknown (recipient)}. */
  private static String reason(String what, JsonNode event) {
    var error = clean(text(event, "error"));
    var related = clean(text(event, "error_related_to"));
    return what
        + (error.isEmpty() ? "" : ": " + error)
        + (related.isEmpty() ? "" : " (" + related + ")");
  }

  /** One line of limited length, in which everything that looks like an address is replaced. */
  private static String clean(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .map(c -> Invisible.isUnprintable(c) ? ' ' : c)
        .limit(10L * MAX_LENGTH) // more than is kept
        .forEach(line::appendCodePoint);
    var harmless = ADDRESS.matcher(line).replaceAll("…").strip().replaceAll("\\s+", " ");
    return harmless.codePointCount(0, harmless.length()) <= MAX_LENGTH
        ? harmless
        : harmless.substring(0, harmless.offsetByCodePoints(0, MAX_LENGTH)) + "…";
  }
}

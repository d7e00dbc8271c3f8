package org.registrationapi.mail;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/**
 * One message to one address, with the data for its text.
 *
 * @param id also the id of its validation
 * @param userId null for a test mail, which belongs to no user
 * @param kind a {@link MailKind}'s word
 * @param locale the user's, BCP 47, or null
 * @param firstName as the user typed it, or null
 * @param theme of its server
 * @param mailFrom the sender address; if null, that of the settings
 * @param mailFromName the sender name; if null, that of the settings or the display name
 * @param mailReplyTo the address for replies; if null, the sender address
 * @param linkSeconds how long its link works after it was sent
 * @param attempts number of attempts to send it, including this one
 * @param isUncertain whether an earlier call may have sent it
 */
public record Mail(
    long serverId,
    UUID id,
    UUID userId,
    String kind,
    String recipient,
    String locale,
    String firstName,
    @Nested("server") MailTheme theme,
    String mailFrom,
    String mailFromName,
    String mailReplyTo,
    long linkSeconds,
    int attempts,
    boolean isUncertain,
    String status,
    Instant timeCreated) {

  /** The id of its link. */
  LinkId linkId() {
    return new LinkId(serverId, id);
  }

  /** Whether it is a test mail, which belongs to no user. */
  public boolean isTest() {
    return userId == null;
  }

  /** The server's name, as people see it. */
  public String displayName() {
    return theme.displayName();
  }
}

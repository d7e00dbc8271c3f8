package org.registrationapi.mail;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.Nested;
import org.registrationapi.secrets.LinkId;

/**
 * One message to one address, with what its text is made from.
 *
 * @param id also that of the validation it carries
 * @param userId null: it belongs to no user, but shows the operator what mails look like
 * @param kind a {@link MailKind}'s word
 * @param locale the user's, BCP 47, or null
 * @param firstName what the user typed, or null
 * @param look of its server
 * @param mailFrom the address it comes from; null: the setting's
 * @param mailFromName the name it comes from; null: the setting's or the display name
 * @param mailReplyTo where answers go; null: where it comes from
 * @param linkSeconds how long its link lives once it is sent
 * @param attempts how often it was given to the transport, this time included
 * @param isUncertain whether an earlier call may have handed it over
 */
public record Mail(
    long serverId,
    UUID id,
    UUID userId,
    String kind,
    String recipient,
    String locale,
    String firstName,
    @Nested("server") MailLook look,
    String mailFrom,
    String mailFromName,
    String mailReplyTo,
    long linkSeconds,
    int attempts,
    boolean isUncertain,
    String status,
    Instant timeCreated) {

  /** What its link is about. */
  LinkId linkId() {
    return new LinkId(serverId, id);
  }

  /** Whether it belongs to no user. */
  public boolean isTest() {
    return userId == null;
  }

  /** The server's name, as people see it. */
  public String displayName() {
    return look.displayName();
  }
}

package org.registrationapi.mail;

import java.time.Instant;
import org.registrationapi.secrets.LinkId;

/**
 * One message to one address, with what its text is made from.
 *
 * @param id the mail's id, which is also that of the validation it carries
 * @param kind a {@link MailKind}'s word
 * @param locale the user's, BCP 47, or null
 * @param firstName what the user typed, or null
 * @param isTest whether it belongs to no user, but shows the operator what mails look like
 * @param from the address it comes from; null: the setting's
 * @param fromName the name it comes from; null: the setting's or the display name
 * @param replyTo where answers go; null: where it comes from
 * @param linkSeconds how long its link lives once it is sent
 * @param isUncertain whether an earlier call may have handed it over
 * @param attempts how often it was given to the transport, this time included
 */
record Mail(
    LinkId id,
    String kind,
    String recipient,
    String locale,
    String firstName,
    boolean isTest,
    MailLook look,
    String from,
    String fromName,
    String replyTo,
    long linkSeconds,
    int attempts,
    boolean isUncertain,
    String status,
    Instant timeCreated) {

  /** The server's name, as people see it. */
  String displayName() {
    return look.displayName();
  }
}

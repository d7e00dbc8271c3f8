package org.registrationapi.mail;

import java.time.Instant;
import org.registrationapi.secrets.LinkId;

/**
 * One message to one address, with what its text is made from.
 *
 * @param id the mail's id, which is also that of the validation it carries
 * @param kind a {@link MailKind}'s word
 * @param locale the user's, BCP 47, or null
 * @param serverLocale for users whose language we do not have
 * @param from the address it comes from; null: the setting's
 * @param fromName the name it comes from; null: the setting's or the display name
 * @param linkSeconds how long its link lives once it is sent
 * @param isUncertain whether an earlier call may have handed it over
 * @param attempts how often it was given to the transport, this time included
 */
record Mail(
    LinkId id,
    String kind,
    String recipient,
    String locale,
    String serverLocale,
    String displayName,
    String from,
    String fromName,
    long linkSeconds,
    int attempts,
    boolean isUncertain,
    String status,
    Instant timeCreated) {}

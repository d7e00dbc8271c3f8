package org.registrationapi.mail;

import java.util.List;

/** The way out of the house. */
interface MailTransport {
  /** Mails in one call, at the most: Mailjet's limit. */
  int MAX_BATCH = 50;

  /**
   * Hands over up to {@link #MAX_BATCH} mails; one outcome each, in their order. It may take many
   * seconds.
   */
  List<Outcome> send(List<Mail> mails);
}

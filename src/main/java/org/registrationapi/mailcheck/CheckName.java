package org.registrationapi.mailcheck;

import java.util.Locale;

/** What is checked. */
public enum CheckName {
  /** Whether there is a provider that sends mails. */
  PROVIDER,
  /** Whether the provider accepts the sender's address. */
  SENDER,
  /** Whether the domain says which servers may send its mails. */
  SPF,
  /** Whether the domain has the key of the provider's signature. */
  DKIM,
  /** Whether the domain says what to do with forged mails. */
  DMARC,
  /** Whether the provider reports what became of mails. */
  EVENTS,
  /** Whether links arrive as they were sent. */
  CLICK_TRACKING;

  /** The name in answers. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

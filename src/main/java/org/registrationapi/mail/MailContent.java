package org.registrationapi.mail;

import java.util.Optional;

/**
 * The contents of a mail.
 *
 * @param link the link to follow; empty if there is none
 * @param pin the PIN to enter; empty if there is none
 */
public record MailContent(
    String subject, String html, String text, Optional<String> link, Optional<String> pin) {
  @Override
  public String toString() {
    return "MailContent[" + subject + "]"; // the rest contains the link and the PIN
  }
}

package org.registrationapi.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The status of a mail. The order matters: a later event from Mailjet never moves a mail to an
 * earlier status.
 */
public enum MailStatus {
  QUEUED,
  HELD,
  CANCELLED,
  FAILED,
  SENT,
  DELIVERED,
  OPENED,
  BOUNCED,
  BLOCKED,
  SPAM;

  private static final List<String> WORDS = Arrays.stream(values()).map(MailStatus::word).toList();

  /** All names in one phrase, for people. */
  public static final String CHOICE =
      String.join(", ", WORDS.subList(0, WORDS.size() - 1)) + " or " + WORDS.get(WORDS.size() - 1);

  /** The name in the table and in responses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status with that name; empty if there is none. */
  public static Optional<MailStatus> of(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}

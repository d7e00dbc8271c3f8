package org.registrationapi.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a mail. The order is that of their ranks: what Mailjet tells later never moves a
 * mail to an earlier one.
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

  /** All words as a sentence has them, for people. */
  public static final String CHOICE =
      String.join(", ", WORDS.subList(0, WORDS.size() - 1)) + " or " + WORDS.get(WORDS.size() - 1);

  /** As it stands in the table and in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a word; empty if it is none. */
  public static Optional<MailStatus> of(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}

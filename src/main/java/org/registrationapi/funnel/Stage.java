package org.registrationapi.funnel;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is counted on somebody's way in, and what ends it. */
public enum Stage {
  /** Somebody registered, whether or not a pending user was replaced. */
  REGISTERED,
  /** A mail with a link was taken over by Mailjet. */
  SENT,
  /** The provider of its address took it. */
  DELIVERED,
  /** A link was followed, or a PIN sent back. */
  ACTIVATED,
  /** The mail was given back. */
  BOUNCED,
  /** Mailjet did not try to send it. */
  BLOCKED,
  /** It was reported as spam. */
  SPAM,
  /** It was refused for good. */
  FAILED;

  /** As it stands in the table and in metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Stage> of(String word) {
    return Stream.of(values()).filter(stage -> stage.word().equals(word)).findFirst();
  }
}

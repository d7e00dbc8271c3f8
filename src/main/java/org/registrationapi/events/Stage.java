package org.registrationapi.events;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A step on a user's way in, or what ends it; each is an event of one kind. */
public enum Stage {
  /** A user registered, whether or not it replaced a pending one. */
  REGISTERED(EventKind.REGISTERED),
  /** Mailjet took over a mail with a link. */
  SENT(EventKind.MAIL_SENT),
  /** The provider of the address took the mail. */
  DELIVERED(EventKind.MAIL_DELIVERED),
  /** The user followed a link or sent a PIN back. */
  ACTIVATED(EventKind.ACTIVATED),
  /** The mail was given back. */
  BOUNCED(EventKind.MAIL_BOUNCED),
  /** Mailjet did not try to send the mail. */
  BLOCKED(EventKind.MAIL_BLOCKED),
  /** The mail was reported as spam. */
  SPAM(EventKind.MAIL_SPAM),
  /** The mail was refused for good. */
  FAILED(EventKind.MAIL_FAILED);

  private final EventKind kind;

  Stage(EventKind kind) {
    this.kind = kind;
  }

  /** As it is named in answers and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage of an event; empty if events of its kind are none. */
  static Optional<Stage> of(String kind) {
    return Stream.of(values()).filter(stage -> stage.kind.word().equals(kind)).findFirst();
  }
}

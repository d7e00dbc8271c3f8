package org.registrationapi.events;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A stage of the funnel: a step towards activation, or a failure. Each is one kind of event. */
public enum Stage {
  /** A user registered, whether or not it replaced a pending one. */
  REGISTERED(EventKind.REGISTERED),
  /** Mailjet accepted a mail with a link. */
  SENT(EventKind.MAIL_SENT),
  /** The recipient's provider accepted the mail. */
  DELIVERED(EventKind.MAIL_DELIVERED),
  /** The user followed a link or entered a PIN. */
  ACTIVATED(EventKind.ACTIVATED),
  /** The mail bounced. */
  BOUNCED(EventKind.MAIL_BOUNCED),
  /** Mailjet did not try to send the mail. */
  BLOCKED(EventKind.MAIL_BLOCKED),
  /** The mail was reported as spam. */
  SPAM(EventKind.MAIL_SPAM),
  /** The mail was refused permanently. */
  FAILED(EventKind.MAIL_FAILED);

  private final EventKind kind;

  Stage(EventKind kind) {
    this.kind = kind;
  }

  /** The name in responses and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage of a kind of event; empty if the funnel does not count this kind. */
  static Optional<Stage> of(String kind) {
    return Stream.of(values()).filter(stage -> stage.kind.word().equals(kind)).findFirst();
  }
}

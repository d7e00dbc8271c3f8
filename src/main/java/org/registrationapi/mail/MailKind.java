package org.registrationapi.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.registrationapi.secrets.LinkPurpose;

/** What a mail is for. Its sentences are in the messages under its word. */
public enum MailKind {
  /** With a link and a PIN that activate the user. */
  VALIDATION("validation", LinkPurpose.VALIDATION),
  /** Tells the owner of an activated user that somebody tried to register with its address. */
  REGISTRATION_ATTEMPT("notice", null),
  /** With a link to choose a new password. */
  PASSWORD_RESET("link", LinkPurpose.PASSWORD_RESET),
  /** Tells the owner of it. */
  PASSWORD_CHANGED("notice", null),
  /** With a link that proves a new address; it goes there. */
  EMAIL_CHANGE("link", LinkPurpose.EMAIL_CHANGE),
  /** Tells the old address of it. */
  EMAIL_CHANGED("notice", null);

  private final String template;
  private final LinkPurpose purpose;

  MailKind(String template, LinkPurpose purpose) {
    this.template = template;
    this.purpose = purpose;
  }

  /** The template it is made with, in {@code src/main/jte}. */
  String template() {
    return template;
  }

  /** What its link is for; empty: it has no link. */
  public Optional<LinkPurpose> purpose() {
    return Optional.ofNullable(purpose);
  }

  /** As it stands in the table, in paths and in the keys of messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word; empty if there is none. */
  public static Optional<MailKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}

package org.registrationapi.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.registrationapi.secrets.LinkPurpose;

/** The kind of a mail. The message keys of its texts begin with its word. */
public enum MailKind {
  /** Contains a link and a PIN that activate the user. */
  VALIDATION("validation", LinkPurpose.VALIDATION),
  /** Tells the owner of an activated user that somebody tried to register with its address. */
  REGISTRATION_ATTEMPT("notice", null),
  /** Contains a link to choose a new password. */
  PASSWORD_RESET("link", LinkPurpose.PASSWORD_RESET),
  /** Tells the user that the password was changed. */
  PASSWORD_CHANGED("notice", null),
  /** Contains a link that proves a new address; sent to the new address. */
  EMAIL_CHANGE("link", LinkPurpose.EMAIL_CHANGE),
  /** Tells the user's address that another one was requested, with a link to stop that. */
  EMAIL_CHANGE_REQUESTED("link", LinkPurpose.EMAIL_UNDO),
  /** Tells the old address that the address was changed, with a link to take that back. */
  EMAIL_CHANGED("link", LinkPurpose.EMAIL_UNDO),
  /** Tells the new address that the user has the old one again. */
  EMAIL_RESTORED("notice", null);

  private final String template;
  private final LinkPurpose purpose;

  MailKind(String template, LinkPurpose purpose) {
    this.template = template;
    this.purpose = purpose;
  }

  /** The name of its template in {@code src/main/jte}. */
  String template() {
    return template;
  }

  /** The purpose of its link; empty if it has no link. */
  public Optional<LinkPurpose> purpose() {
    return Optional.ofNullable(purpose);
  }

  /** The name in the table, in paths and in message keys. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that name; empty if there is none. */
  public static Optional<MailKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}

package org.registrationapi.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a mail is for; each kind has a template of its name in {@code src/main/jte}. */
public enum MailKind {
  /** A link and a PIN that activate a user. */
  VALIDATION,
  /** Somebody tried to register with the address of an activated user. It has no link. */
  REGISTRATION_ATTEMPT;

  /** As it stands in the table, in paths and in the templates' names. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word; empty if there is none. */
  public static Optional<MailKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}

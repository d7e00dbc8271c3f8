package org.registrationapi.mail;

import java.util.Locale;

/** What a mail is for; each kind has a template of its name in {@code src/main/jte}. */
public enum MailKind {
  VALIDATION;

  /** As it stands in the table and in the templates' names. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

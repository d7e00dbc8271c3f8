package org.registrationapi.secrets;

import java.util.Locale;

/** What a link is for. A token of one purpose is none of another. */
public enum LinkPurpose {
  /** Activates a user. */
  VALIDATION("link"),
  /** Lets a user choose a new password. */
  PASSWORD_RESET("password-reset"),
  /** Gives a user a new address. */
  EMAIL_CHANGE("email-change");

  private final String label;

  LinkPurpose(String label) {
    this.label = label;
  }

  /** What the HMAC is labelled with; none begins with another's. */
  String label() {
    return label;
  }

  /** As it stands in tables and in the keys of messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The path of its links: a slash before and after. */
  public String path() {
    return "/" + word().replace('_', '-') + "/";
  }
}

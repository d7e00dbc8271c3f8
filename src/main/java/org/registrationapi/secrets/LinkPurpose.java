package org.registrationapi.secrets;

import java.util.Locale;

/** The purpose of a link. A token is valid for one purpose only. */
public enum LinkPurpose {
  /** Activates a user. */
  VALIDATION("link"),
  /** Lets a user choose a new password. */
  PASSWORD_RESET("password-reset"),
  /** Gives a user a new address. */
  EMAIL_CHANGE("email-change"),
  /** Gives a user the old address back. */
  EMAIL_UNDO("email-undo");

  private final String label;

  LinkPurpose(String label) {
    this.label = label;
  }

  /** The label of the HMAC; no label begins with another one. */
  String label() {
    return label;
  }

  /** The name in tables and message keys. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The path of its links: a slash before and after. */
  public String path() {
    return "/" + word().replace('_', '-') + "/";
  }
}

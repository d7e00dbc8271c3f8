package org.registrationapi.events;

import java.util.Locale;

/** What can happen to a user. */
public enum EventKind {
  /** A user registered, whether or not it replaced a pending one. */
  REGISTERED,
  /** With strict privacy: the address of an activated user was registered again. */
  REGISTRATION_ATTEMPTED,
  /** The user followed a link or sent a PIN back. */
  ACTIVATED,
  /** The owner of the address said that the registration was not theirs. */
  REJECTED,
  /** The right password was given. */
  AUTHENTICATED,
  /** A wrong password was given, or the address is no user's. */
  AUTHENTICATION_FAILED,
  /** The user chose a new password. */
  PASSWORD_CHANGED,
  /** The user proved a new address. */
  EMAIL_CHANGED,
  /** The profile was changed. */
  UPDATED,
  /** The user was deleted. */
  DELETED,
  /** Mailjet took a mail over. */
  MAIL_SENT,
  /** The provider of the address took a mail. */
  MAIL_DELIVERED,
  /** A mail was given back. */
  MAIL_BOUNCED,
  /** Mailjet did not try to send a mail. */
  MAIL_BLOCKED,
  /** A mail was reported as spam. */
  MAIL_SPAM,
  /** A mail was refused for good. */
  MAIL_FAILED;

  /** As it stands in tables and in metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.registrationapi.events;

import java.util.Locale;

/** What can happen to a user. */
public enum EventKind {
  /** A user registered, whether or not it replaced a pending one. */
  REGISTERED,
  /** With strict privacy: the address of an activated user was registered again. */
  REGISTRATION_ATTEMPTED,
  /** The user followed a link or entered a PIN. */
  ACTIVATED,
  /** The owner of the address said that the registration was not theirs. */
  REJECTED,
  /** The right password was given. */
  AUTHENTICATED,
  /** A wrong password was given, or no user has the address. */
  AUTHENTICATION_FAILED,
  /** The user chose a new password. */
  PASSWORD_CHANGED,
  /** The user changed the address and proved the new one. */
  EMAIL_CHANGED,
  /** The owner of the old address took a change of address back, or stopped one that waited. */
  EMAIL_CHANGE_UNDONE,
  /** The profile was changed. */
  UPDATED,
  /** The user was deleted. */
  DELETED,
  /** Mailjet accepted a mail. */
  MAIL_SENT,
  /** The recipient's provider accepted a mail. */
  MAIL_DELIVERED,
  /** A mail bounced. */
  MAIL_BOUNCED,
  /** Mailjet did not try to send a mail. */
  MAIL_BLOCKED,
  /** A mail was reported as spam. */
  MAIL_SPAM,
  /** A mail was refused permanently. */
  MAIL_FAILED;

  /** The name in tables and metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

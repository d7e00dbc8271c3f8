package org.registrationapi.errors;

import java.util.Locale;

/**
 * Every error an outsider can meet, as a stable word. Clients switch on {@link #word()}; the kind
 * says which family of answers it belongs to.
 */
public enum ErrorCode {
  MALFORMED_REQUEST(Kind.MALFORMED),
  MALFORMED_JSON(Kind.MALFORMED),
  EMAIL_REQUIRED(Kind.MALFORMED),
  KEY_REQUIRED(Kind.UNAUTHENTICATED),
  KEY_INVALID(Kind.UNAUTHENTICATED),
  CREDENTIALS_INVALID(Kind.UNAUTHENTICATED),
  WRONG_CREDENTIALS(Kind.UNAUTHENTICATED),
  KEY_NOT_ALLOWED(Kind.FORBIDDEN),
  NOT_ACTIVATED(Kind.FORBIDDEN),
  NOT_LOCAL(Kind.FORBIDDEN),
  NOT_FOUND(Kind.NOT_FOUND),
  USER_NOT_FOUND(Kind.NOT_FOUND),
  SERVER_NOT_FOUND(Kind.NOT_FOUND),
  KEY_NOT_FOUND(Kind.NOT_FOUND),
  MAIL_NOT_FOUND(Kind.NOT_FOUND),
  BOUNCE_NOT_FOUND(Kind.NOT_FOUND),
  MAIL_KIND_NOT_FOUND(Kind.NOT_FOUND),
  LINK_NOT_FOUND(Kind.NOT_FOUND),
  METHOD_NOT_ALLOWED(Kind.METHOD_NOT_ALLOWED),
  ALREADY_REGISTERED(Kind.CONFLICT),
  ALREADY_ACTIVATED(Kind.CONFLICT),
  SERVER_EXISTS(Kind.CONFLICT),
  SERVER_HAS_USERS(Kind.CONFLICT),
  MAIL_IS_SENT(Kind.CONFLICT),
  MAIL_IS_CANCELLED(Kind.CONFLICT),
  MAIL_IS_OBSOLETE(Kind.CONFLICT),
  MAIL_IS_ON_ITS_WAY(Kind.CONFLICT),
  MAIL_NOT_QUEUED(Kind.CONFLICT),
  LINK_EXPIRED(Kind.GONE),
  LINK_REPLACED(Kind.GONE),
  PIN_EXPIRED(Kind.GONE),
  PIN_USED_UP(Kind.GONE),
  REQUEST_TIMEOUT(Kind.TIMEOUT),
  BODY_TOO_LARGE(Kind.TOO_LARGE),
  HEADERS_TOO_LARGE(Kind.HEADERS_TOO_LARGE),
  JSON_REQUIRED(Kind.UNSUPPORTED),
  INVALID_FIELDS(Kind.INVALID),
  IDEMPOTENCY_KEY_REUSED(Kind.INVALID),
  TOO_MANY_MAILS(Kind.TOO_MANY),
  TOO_MANY_GUESSES(Kind.TOO_MANY),
  BUSY(Kind.UNAVAILABLE),
  DATABASE_UNAVAILABLE(Kind.UNAVAILABLE),
  INTERNAL_ERROR(Kind.INTERNAL);

  /** The families of answers. */
  public enum Kind {
    MALFORMED,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    CONFLICT,
    GONE,
    TIMEOUT,
    TOO_LARGE,
    HEADERS_TOO_LARGE,
    UNSUPPORTED,
    INVALID,
    TOO_MANY,
    UNAVAILABLE,
    INTERNAL
  }

  private final Kind kind;

  ErrorCode(Kind kind) {
    this.kind = kind;
  }

  /** The family this code belongs to. */
  public Kind kind() {
    return kind;
  }

  /** The code as it stands in answers, in snake_case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

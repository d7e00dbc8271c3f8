package org.registrationapi.errors;

import java.util.Locale;

/** Every fault of a field, as a stable name. Clients switch on {@link #word()}. */
public enum FieldCode {
  REQUIRED,
  BLANK,
  TOO_SHORT,
  TOO_LONG,
  OUT_OF_RANGE,
  UNKNOWN_VALUE,
  WRONG_TYPE,
  REPEATED,
  NOT_ALLOWED,
  UNCHANGED,
  UNKNOWN_FIELD,
  UNKNOWN_PARAMETER,
  CONTROL_CHARACTER,
  INVALID_TEXT,
  INVALID_EMAIL,
  INVALID_DATE,
  TOO_EARLY,
  IN_THE_FUTURE,
  INVALID_LOCALE,
  INVALID_ADDRESS,
  INVALID_CURSOR,
  INVALID_ID,
  INVALID_IDEMPOTENCY_KEY,
  EQUALS_EMAIL,
  TOO_COMMON,
  INVALID_PIN,
  WRONG_PIN,
  INVALID_NAME,
  INVALID_URL,
  INVALID_COLOUR,
  INVALID_ORIGIN;

  /** The code in responses, in snake_case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.registrationapi.input;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.errors.FieldError;

/**
 * Collects all faults of one input, so that the response lists all of them. Lengths are in code
 * points.
 */
public final class FieldChecks {
  /** The year has four digits and no sign. */
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Maximum of characters of a language tag. */
  public static final int MAX_LOCALE_LENGTH = 35;

  private static final LocalDate FIRST_BIRTH_DATE = LocalDate.of(1900, 1, 1);

  private final List<FieldError> errors = new ArrayList<>();

  /** Notes a fault. */
  public void add(String field, FieldCode code, String message) {
    errors.add(new FieldError(field, code, message));
  }

  /**
   * Ends the checks.
   *
   * @throws Failure with all faults, if there were any
   */
  public void done() {
    if (!errors.isEmpty()) throw Failure.invalid(errors);
  }

  /** Returns whether there is a value; notes a fault if not. */
  public boolean required(String field, String value) {
    if (value == null) add(field, FieldCode.REQUIRED, "is required");
    return value != null;
  }

  /**
   * A line of text a person reads: not blank, at most {@code max} characters, no control
   * characters; null is fine.
   */
  public void line(String field, String value, int max) {
    if (value == null) return;
    if (value.codePoints().allMatch(FieldChecks::isBlank))
      add(field, FieldCode.BLANK, "is blank; leave it out instead");
    else if (value.codePointCount(0, value.length()) > max)
      add(field, FieldCode.TOO_LONG, "has more than " + max + " characters");
    else if (!isPrintable(value))
      add(field, FieldCode.CONTROL_CHARACTER, "has a control or invalid character");
  }

  /** Like {@link #line}, but of several lines. */
  public void lines(String field, String value, int max) {
    if (value == null) return;
    line(field, value.replace("\r\n", "\n").replace('\n', ' '), max);
  }

  /**
   * Parses with a function that throws {@link IllegalArgumentException} with the fault as message.
   * Returns null for null and for faults.
   */
  public <T> T parsed(String field, String value, FieldCode code, Function<String, T> parser) {
    if (value == null) return null;
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      add(field, code, e.getMessage());
      return null;
    }
  }

  /** Parses an email address. Returns null for null and for faults. */
  public EmailAddress email(String field, String value) {
    return parsed(field, value, FieldCode.INVALID_EMAIL, EmailAddress::parse);
  }

  /** Parses an email address that is required. Returns null for faults. */
  public EmailAddress requiredEmail(String field, String value) {
    return required(field, value) ? email(field, value) : null;
  }

  /**
   * The network of a client's IP address, by which clients are told apart. Returns empty for null
   * and for faults.
   */
  public Optional<String> clientNetwork(String field, String value) {
    var address = Optional.ofNullable(value).flatMap(IpAddress::parse);
    if (value != null && address.isEmpty())
      add(field, FieldCode.INVALID_ADDRESS, "is not an IP address");
    return address.map(IpAddress::network);
  }

  /** Parses a day, as RFC 3339 full-date. Returns null for null and for faults. */
  public LocalDate date(String field, String value) {
    if (value == null) return null;
    try {
      return LocalDate.parse(value, DATE);
    } catch (DateTimeException e) {
      add(field, FieldCode.INVALID_DATE, "is not a date such as 1985-12-10");
      return null;
    }
  }

  /** A {@link #date} between 1900-01-01 and {@code today}. */
  public LocalDate birthDate(String field, String value, LocalDate today) {
    var date = date(field, value);
    if (date == null) return null;
    if (date.isBefore(FIRST_BIRTH_DATE)) add(field, FieldCode.TOO_EARLY, "is before 1900-01-01");
    else if (date.isAfter(today)) add(field, FieldCode.IN_THE_FUTURE, "is in the future");
    return date;
  }

  /**
   * A BCP 47 language tag such as {@code fr} or {@code pt-BR}, at most 35 characters; null is fine.
   */
  public void locale(String field, String value) {
    if (value == null) return;
    try {
      var tag = new Locale.Builder().setLanguageTag(value).build();
      if (value.length() <= MAX_LOCALE_LENGTH && !tag.getLanguage().isEmpty()) return;
    } catch (IllformedLocaleException e) {
      // noted below, in our words
    }
    add(field, FieldCode.INVALID_LOCALE, "is not a language tag such as en or fr-CA");
  }

  /**
   * True if the text has no control character (NUL and bidi overrides among them) and no half of a
   * surrogate pair.
   */
  public static boolean isPrintable(String value) {
    return value.codePoints().noneMatch(c -> isControl(c) || isSurrogate(c));
  }

  /** True if the text has a control character of ISO 8859: C0, DEL or C1. */
  public static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) // a loop, because it runs on every request
    if (Character.isISOControl(text.charAt(i))) return true;
    return false;
  }

  /**
   * Controls, line and paragraph separators, and characters that change the direction of the text.
   */
  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** True if the text is Unicode that UTF-8 can carry: no half of a surrogate pair. */
  public static boolean isUnicode(String value) {
    return value.codePoints().noneMatch(FieldChecks::isSurrogate);
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}

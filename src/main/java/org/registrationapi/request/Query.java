package org.registrationapi.request;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;

/** Reads query parameters strictly, and collects all their faults. */
public final class Query {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+"); // ASCII only
  private static final char NOT_UTF_8 = 0xfffd; // the replacement character

  private final Context ctx;
  private final FieldChecks checks = new FieldChecks();

  private Query(Context ctx) {
    this.ctx = ctx;
  }

  /**
   * Refuses a query that cannot be decoded, because the parameter would be treated as missing.
   * Control characters are refused, too.
   *
   * @throws Failure 400
   */
  public static void checkReadable(Context ctx) {
    var query = ctx.queryString();
    if (query == null || isReadable(query)) return;
    throw Failure.of(
        ErrorCode.MALFORMED_REQUEST,
        "The query is not percent-encoded UTF-8, or has a control character.");
  }

  private static boolean isReadable(String query) {
    if (hasBarePercent(query)) return false;
    var text = URLDecoder.decode(query, StandardCharsets.UTF_8);
    return text.indexOf(NOT_UTF_8) < 0 && !FieldChecks.hasControl(text);
  }

  /** Whether there is a percent sign that is not followed by two hexadecimal digits. */
  private static boolean hasBarePercent(String query) {
    for (int i = query.indexOf('%'); i >= 0; i = query.indexOf('%', i + 1)) {
      if (i + 2 >= query.length()) return true;
      if (!HexFormat.isHexDigit(query.charAt(i + 1)) || !HexFormat.isHexDigit(query.charAt(i + 2)))
        return true;
    }
    return false;
  }

  /**
   * The query of a request. Unknown parameters are faults, so that a misspelt filter is not
   * ignored.
   */
  public static Query of(Context ctx, String... names) {
    var query = new Query(ctx);
    var known = List.of(names);
    for (var name : ctx.queryParamMap().keySet())
      if (!known.contains(name))
        query.checks.add(
            name,
            FieldCode.UNKNOWN_PARAMETER,
            "is not a parameter of this request" + MeantName.question(name, known));
    return query;
  }

  /**
   * Ends the checks.
   *
   * @throws Failure 422 with all faults, if there were any
   */
  public void done() {
    checks.done();
  }

  /** Whether a parameter is given, even if it is a fault. */
  public boolean has(String name) {
    return ctx.queryParamMap().containsKey(name);
  }

  /** The value of a parameter; empty if it is missing or a fault: given more than once. */
  public Optional<String> text(String name) {
    var values = ctx.queryParams(name);
    if (values.size() > 1) checks.add(name, FieldCode.REPEATED, "is given more than once");
    return values.size() > 1 ? Optional.empty() : values.stream().findFirst();
  }

  /** An email address; empty if it is missing or a fault. */
  public Optional<EmailAddress> email(String name) {
    var value = text(name).orElse(null);
    if (value != null && value.indexOf(' ') >= 0 && isEmail(value.replace(' ', '+'))) {
      checks.add(name, FieldCode.INVALID_EMAIL, "has a blank; write + as %2B in a query");
      return Optional.empty();
    }
    return Optional.ofNullable(checks.email(name, value));
  }

  private static boolean isEmail(String text) {
    return new FieldChecks().email("", text) != null;
  }

  /** A day; null if it is missing or a fault. */
  public LocalDate date(String name) {
    return checks.date(name, text(name).orElse(null));
  }

  /**
   * A parameter with a fixed set of values; empty if it is missing or a fault.
   *
   * @param read returns empty for an unknown value
   * @param message what the value must be, as a phrase that follows the parameter's name
   */
  public <T> Optional<T> choice(String name, Function<String, Optional<T>> read, String message) {
    var value = text(name);
    var chosen = value.flatMap(read);
    if (value.isPresent() && chosen.isEmpty()) checks.add(name, FieldCode.UNKNOWN_VALUE, message);
    return chosen;
  }

  /** A parameter whose values are those of an enum, in lower case; empty if missing or a fault. */
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    var values = List.of(type.getEnumConstants());
    var words = values.stream().map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    var last = words.size() - 1;
    return choice(
        name,
        word ->
            words.contains(word) ? Optional.of(values.get(words.indexOf(word))) : Optional.empty(),
        "must be " + String.join(", ", words.subList(0, last)) + " or " + words.get(last));
  }

  /** A language tag; null if it is missing, any text if it is a fault. */
  public String locale(String name) {
    var value = text(name).orElse(null);
    checks.locale(name, value);
    return value;
  }

  /**
   * Where the page begins, from the parameter {@code cursor}; empty if it is missing or a fault.
   *
   * @param read returns empty for a position that the list does not have
   */
  public <T> Optional<T> cursor(Function<String, Optional<T>> read) {
    var value = text("cursor");
    var position = value.flatMap(Cursor::read).flatMap(read);
    if (value.isPresent() && position.isEmpty())
      checks.add("cursor", FieldCode.INVALID_CURSOR, "is not a next_cursor of this route");
    return position;
  }

  /** A parameter that is {@code true} or {@code false}; false if it is missing or a fault. */
  public boolean flag(String name) {
    var value = text(name).orElse("false");
    if (!Set.of("true", "false").contains(value))
      checks.add(name, FieldCode.WRONG_TYPE, "must be true or false");
    return value.equals("true");
  }

  /** A whole number within bounds; {@code absent} if it is missing or a fault. */
  public int number(String name, int absent, int min, int max) {
    var value = text(name);
    if (value.isEmpty()) return absent;
    try {
      var number = DIGITS.matcher(value.get()).matches() ? Integer.parseInt(value.get()) : -1;
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      // noted below
    }
    checks.add(name, FieldCode.OUT_OF_RANGE, "must be a whole number from " + min + " to " + max);
    return absent;
  }
}

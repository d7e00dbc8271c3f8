package org.registrationapi.request;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.FieldChecks;

/** Reads query parameters strictly. */
public final class Query {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+"); // ASCII only
  private static final char NOT_UTF_8 = 0xfffd; // the replacement character

  private Query() {}

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
   * The value of a parameter; empty if it is missing.
   *
   * @throws Failure 422 if it is given more than once
   */
  public static Optional<String> text(Context ctx, String name) {
    var values = ctx.queryParams(name);
    if (values.size() > 1) throw Failure.invalid(name, "repeated", "is given more than once");
    return values.stream().findFirst();
  }

  /**
   * A parameter that is {@code true} or {@code false}; false if it is missing.
   *
   * @throws Failure 422 if it is anything else
   */
  public static boolean flag(Context ctx, String name) {
    var value = text(ctx, name).orElse("false");
    if (!Set.of("true", "false").contains(value))
      throw Failure.invalid(name, "wrong_type", "must be true or false");
    return value.equals("true");
  }

  /**
   * A whole number within bounds.
   *
   * @throws Failure 422 if it is anything else
   */
  public static int number(Context ctx, String name, int absent, int min, int max) {
    var value = text(ctx, name);
    if (value.isEmpty()) return absent;
    try {
      var number = DIGITS.matcher(value.get()).matches() ? Integer.parseInt(value.get()) : -1;
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      // reported below
    }
    throw Failure.invalid(
        name, "out_of_range", "must be a whole number from " + min + " to " + max);
  }

  /**
   * Refuses unknown parameters, so that a misspelt filter is not ignored.
   *
   * @throws Failure 422 if there is an unknown parameter
   */
  public static void only(Context ctx, Set<String> known) {
    for (var name : ctx.queryParamMap().keySet())
      if (!known.contains(name))
        throw Failure.invalid(name, "unknown_parameter", "is not a parameter of this request");
  }
}

package org.registrationapi.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import org.registrationapi.errors.Failure;

/** Reads query parameters; what cannot be read is refused, never guessed. */
public final class Query {
  private Query() {}

  /**
   * The one value of a parameter; empty if it is not there.
   *
   * @throws Failure 422 if it is there more than once
   */
  public static Optional<String> text(Context ctx, String name) {
    var values = ctx.queryParams(name);
    if (values.size() > 1) throw Failure.invalid(name, "repeated", "is given more than once");
    return values.stream().findFirst();
  }

  /**
   * A parameter that is {@code true} or {@code false}; false if it is not there.
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
      var number = Integer.parseInt(value.get());
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      // told below, in our words
    }
    throw Failure.invalid(
        name, "out_of_range", "must be a whole number from " + min + " to " + max);
  }

  /**
   * Refuses parameters that the route does not know, so that a misspelt filter is not a missing
   * one.
   *
   * @throws Failure 422 if there is any
   */
  public static void only(Context ctx, Set<String> known) {
    for (var name : ctx.queryParamMap().keySet())
      if (!known.contains(name))
        throw Failure.invalid(name, "unknown_parameter", "is not a parameter of this request");
  }
}

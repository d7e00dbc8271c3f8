package org.registrationapi.request;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace id that all services of a call share: the header {@code traceparent} of W3C Trace
 * Context, section 3.2.
 */
public final class TraceParent {
  public static final String HEADER = "traceparent";

  /** Version, trace-id, parent-id, flags; later versions may append fields after a hyphen. */
  private static final Pattern FORM =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[!-~]*)?");

  private static final int MAX_LENGTH = 512;

  private TraceParent() {}

  /** The trace id, 32 hexadecimal digits; empty if there is not exactly one valid header. */
  public static Optional<String> traceId(List<String> headers) {
    if (headers.size() != 1 || headers.get(0).length() > MAX_LENGTH) return Optional.empty();
    var match = FORM.matcher(headers.get(0));
    if (!match.matches()) return Optional.empty();
    var isFirstVersion = match.group(1).equals("00");
    if (isFirstVersion && match.group(4) != null) return Optional.empty();
    if (isZero(match.group(2)) || isZero(match.group(3))) return Optional.empty();
    return Optional.of(match.group(2));
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }
}

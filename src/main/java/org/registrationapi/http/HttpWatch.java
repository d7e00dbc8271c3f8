package org.registrationapi.http;

import java.time.Duration;
import java.util.Optional;
import org.registrationapi.errors.ErrorCode;

/**
 * Receives every answer. The arguments have few distinct values, so that each can be counted, and
 * none of them comes from the caller.
 */
@FunctionalInterface
public interface HttpWatch {
  /**
   * Receives one answer.
   *
   * @param method a method of RFC 9110 or PATCH, else {@code other}
   * @param route the template of the route, never the path; else {@code unmatched}
   * @param problem the error's code; empty if there is no error
   */
  void answered(
      String method, String route, int status, Optional<ErrorCode> problem, Duration time);
}

package org.registrationapi.http;

import java.time.Duration;
import java.util.Optional;
import org.registrationapi.errors.ErrorCode;

/**
 * Is told of every answer. What it is told has few values, so that they can be counted one by one,
 * and nothing in it comes from the caller.
 */
@FunctionalInterface
public interface HttpWatch {
  /**
   * Tells of one answer.
   *
   * @param method one of RFC 9110's or PATCH, else {@code other}
   * @param route the template of the route, never the path; else {@code unmatched}
   * @param problem what was wrong; empty: nothing
   */
  void answered(
      String method, String route, int status, Optional<ErrorCode> problem, Duration time);
}

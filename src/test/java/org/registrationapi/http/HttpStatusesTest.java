package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.registrationapi.errors.ErrorCode.Kind;

/** The HTTP status and title of each kind of error. */
class HttpStatusesTest {
  @ParameterizedTest
  @CsvSource({
    "MALFORMED, 400, Bad Request",
    "UNAUTHENTICATED, 401, Unauthorized",
    "FORBIDDEN, 403, Forbidden",
    "NOT_FOUND, 404, Not Found",
    "METHOD_NOT_ALLOWED, 405, Method Not Allowed",
    "TIMEOUT, 408, Request Timeout",
    "CONFLICT, 409, Conflict",
    "GONE, 410, Gone",
    "TOO_LARGE, 413, Content Too Large",
    "UNSUPPORTED, 415, Unsupported Media Type",
    "INVALID, 422, Unprocessable Content",
    "TOO_MANY, 429, Too Many Requests",
    "HEADERS_TOO_LARGE, 431, Request Header Fields Too Large",
    "INTERNAL, 500, Internal Server Error",
    "UNAVAILABLE, 503, Service Unavailable",
  })
  void each_kind_of_error_has_its_status_and_title(Kind kind, int status, String title) {
    assertThat(HttpStatuses.of(kind)).isEqualTo(status);
    assertThat(HttpStatuses.title(status)).isEqualTo(title);
  }

  /** A kind that is missing from the table above would get the default title. */
  @ParameterizedTest
  @EnumSource
  void only_a_malformed_request_is_a_Bad_Request(Kind kind) {
    assertThat(HttpStatuses.title(HttpStatuses.of(kind)).equals("Bad Request"))
        .isEqualTo(kind == Kind.MALFORMED);
  }

  @Test
  void a_status_that_only_Jetty_uses_has_the_default_title_of_its_class() {
    assertThat(HttpStatuses.title(414)).isEqualTo("Bad Request");
    assertThat(HttpStatuses.title(499)).isEqualTo("Bad Request");
    assertThat(HttpStatuses.title(505)).isEqualTo("Internal Server Error");
  }
}

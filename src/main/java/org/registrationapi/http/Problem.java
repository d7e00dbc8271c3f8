package org.registrationapi.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;

/** The error format of every route: RFC 9457, with a code to switch on. */
public record Problem(
    @OpenApiRequired @OpenApiExample("about:blank") String type,
    @OpenApiRequired @OpenApiExample("Not Found") String title,
    @OpenApiRequired @OpenApiExample("404") int status,
    @OpenApiRequired
        @OpenApiExample("There is no such user.")
        @OpenApiDescription("The fault and how to fix it, for people")
        String detail,
    @OpenApiRequired
        @OpenApiExample("user_not_found")
        @OpenApiPropertyType(definedBy = ErrorCode.class)
        String code,
    @OpenApiRequired
        @OpenApiExample("0199c3a5d2f07c1e")
        @OpenApiDescription("Also in the header X-Request-Id and in the log")
        String requestId,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @OpenApiDescription("Only for the code invalid_fields")
        List<FieldError> errors) {

  /** The content type of errors. */
  public static final String CONTENT_TYPE = "application/problem+json; charset=utf-8";

  /** The answer to a failure. */
  public static Problem of(Failure failure, String requestId) {
    var status = HttpStatuses.of(failure.code().kind());
    return of(status, failure.code(), failure.getMessage(), requestId, failure.errors());
  }

  /** An error that occurred before a route was matched. */
  static Problem of(int status, ErrorCode code, String detail, String requestId) {
    return of(status, code, detail, requestId, List.of());
  }

  private static Problem of(
      int status, ErrorCode code, String detail, String requestId, List<FieldError> errors) {
    return new Problem(
        "about:blank", HttpStatuses.title(status), status, detail, code.word(), requestId, errors);
  }
}

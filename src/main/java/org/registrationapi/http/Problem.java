package org.registrationapi.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;
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
        @OpenApiDescription("A stable code, for programs")
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

  static Problem of(int status, String code, String detail, String requestId) {
    return new Problem(
        "about:blank", HttpStatuses.title(status), status, detail, code, requestId, List.of());
  }

  @OpenApiIgnore
  Problem with(List<FieldError> fieldErrors) {
    return new Problem(type, title, status, detail, code, requestId, fieldErrors);
  }
}

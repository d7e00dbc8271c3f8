package org.registrationapi.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.registrationapi.answer.Json;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.request.RequestId;

/**
 * Errors that occur before a route is matched: bad request lines, headers that are too long,
 * ambiguous paths.
 */
final class JettyProblems implements Request.Handler {
  private final SecurityHeaders headers;

  JettyProblems(SecurityHeaders headers) {
    this.headers = headers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (response.getStatus() == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505)
      response.setStatus(HttpStatus.BAD_REQUEST_400); // it is the client's fault
    var status = response.getStatus();
    var requestId = RequestId.assignedTo(request);
    var fields = response.getHeaders();
    fields.put(RequestId.HEADER, requestId);
    headers.all().forEach(fields::put);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503)
      fields.put(HttpHeader.RETRY_AFTER, Problems.OUTAGE_RETRY.toSeconds());
    fields.put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.bytes(problem(status, requestId))), callback);
    return true;
  }

  /** The answer repeats nothing of the request, which could not be parsed. */
  private static Problem problem(int status, String requestId) {
    var code =
        switch (status) {
          case 404 -> ErrorCode.NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.BODY_TOO_LARGE;
          case 431 -> ErrorCode.HEADERS_TOO_LARGE;
          case 503 -> ErrorCode.STOPPING;
          default -> status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    var detail =
        switch (code) {
          case HEADERS_TOO_LARGE -> "The request line and headers are larger than 8 KiB.";
          case STOPPING -> "This instance is about to stop.";
          case INTERNAL_ERROR -> "An internal error occurred; it was logged.";
          default -> "The request cannot be read.";
        };
    return Problem.of(status, code, detail, requestId);
  }
}

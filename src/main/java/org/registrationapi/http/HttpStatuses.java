package org.registrationapi.http;

import org.registrationapi.errors.ErrorCode;

/** The HTTP status of each kind of error, and the title of each status (RFC 9110). */
final class HttpStatuses {
  private HttpStatuses() {}

  static int of(ErrorCode.Kind kind) {
    return switch (kind) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case TIMEOUT -> 408;
      case CONFLICT -> 409;
      case GONE -> 410;
      case TOO_LARGE -> 413;
      case UNSUPPORTED -> 415;
      case MISDIRECTED -> 421;
      case INVALID -> 422;
      case TOO_MANY -> 429;
      case HEADERS_TOO_LARGE -> 431;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }

  static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> status < 500 ? "Bad Request" : "Internal Server Error";
    };
  }
}

package org.registrationapi.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpException;
import org.registrationapi.answer.ClientGoneException;
import org.registrationapi.answer.Json;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.request.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every exception into a problem+json answer. The caller gets a code, the log gets the cause.
 */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  public static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);
  private static final String ATTRIBUTE = "problem";

  private final Predicate<Throwable> isOutage;

  /**
   * @param isOutage whether an exception means that the database is unavailable, rather than a bug
   */
  public Problems(Predicate<Throwable> isOutage) {
    this.isOutage = isOutage;
  }

  void handleIn(RoutesConfig routes) {
    routes.exception(Failure.class, this::answer);
    routes.exception(HttpResponseException.class, (e, ctx) -> answer(failure(e, ctx), ctx));
    routes.exception(
        ClientGoneException.class,
        (e, ctx) -> LOG.debug("the client has disconnected: {}", e.getCause().toString()));
    routes.exception(Exception.class, this::unexpected);
  }

  private void answer(Failure failure, Context ctx) {
    var problem = Problem.of(failure, RequestId.in(ctx));
    failure
        .retryAfter()
        .ifPresent(wait -> ctx.header(Header.RETRY_AFTER, Long.toString(wait.toSeconds())));
    if (problem.status() == 401 && ctx.res().getHeader(Header.WWW_AUTHENTICATE) == null)
      ctx.header(Header.WWW_AUTHENTICATE, "Bearer"); // required by RFC 9110, section 15.5.2
    ctx.status(problem.status()).result(Json.bytes(problem));
    ctx.contentType(Problem.CONTENT_TYPE);
    ctx.attribute(ATTRIBUTE, failure.code());
  }

  /** The error code that a request was answered with; empty if it was no error. */
  static Optional<ErrorCode> in(Context ctx) {
    return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
  }

  private void unexpected(Exception e, Context ctx) {
    if (isOutage.test(e)) {
      LOG.debug("the database is unavailable: {}", e.getClass().getSimpleName());
      answer(
          Failure.later(
              ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.", OUTAGE_RETRY),
          ctx);
    } else if (e instanceof IOException || e instanceof HttpException) {
      // a body that was cut off, came too slowly or is framed wrongly; not worth a stack trace
      LOG.debug("the body cannot be read", e);
      answer(brokenBody(), ctx);
    } else {
      LOG.error("the request failed", e);
      answer(
          Failure.of(
              ErrorCode.INTERNAL_ERROR,
              "An internal error occurred; it was logged with the request_id."),
          ctx);
    }
  }

  private static Failure brokenBody() {
    return Failure.of(ErrorCode.MALFORMED_REQUEST, "The body is incomplete or malformed.");
  }

  /** Translates the exceptions of the router and of the body limit. */
  private static Failure failure(HttpResponseException e, Context ctx) {
    if (e instanceof MethodNotAllowedResponse) {
      var methods = Routes.allowed(e.getDetails());
      ctx.header(Header.ALLOW, methods);
      return Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "This path supports " + methods + ".");
    }
    return switch (e.getStatus()) {
      case 404 -> Failure.of(ErrorCode.NOT_FOUND, "There is nothing at this path; see /docs.");
      case 413 -> Failure.of(ErrorCode.BODY_TOO_LARGE, "The body is larger than 16 KiB.");
      default -> Failure.of(ErrorCode.MALFORMED_REQUEST, "The request cannot be read.");
    };
  }
}

package org.registrationapi.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiResponse;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.registrationapi.answer.Json;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Problem;
import org.registrationapi.http.Problems;
import org.registrationapi.http.Stopping;

/** Health checks for load balancers and container engines. */
public final class HealthApi {
  private final Stopping stopping;
  private final boolean isSending;
  private final BooleanSupplier databaseIsReady;
  private final Supplier<Optional<String>> mailTrouble;
  private final Supplier<Optional<String>> secretKeyTrouble;

  /**
   * @param isSending whether mails are sent, and not only kept for the mailbox
   * @param mailTrouble why no mails are sent, for people; empty if mails are sent
   * @param secretKeyTrouble why older links are refused, for people; empty if they are not
   */
  public HealthApi(
      Stopping stopping,
      boolean isSending,
      BooleanSupplier databaseIsReady,
      Supplier<Optional<String>> mailTrouble,
      Supplier<Optional<String>> secretKeyTrouble) {
    this.stopping = stopping;
    this.isSending = isSending;
    this.databaseIsReady = databaseIsReady;
    this.mailTrouble = mailTrouble;
    this.secretKeyTrouble = secretKeyTrouble;
  }

  /** The state of the process. */
  public record Health(@OpenApiRequired @OpenApiExample("up") String status) {}

  /** Whether requests are served, and whether mails are sent or wait. */
  public record Readiness(
      @OpenApiRequired @OpenApiExample("up") String status,
      @OpenApiRequired
          @OpenApiExample("up")
          @OpenApiDescription(
              "up; paused: only mails wait; mailbox: no provider is set, so no mail is sent")
          String mail,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @OpenApiDescription("Why mails are paused; missing if they are not")
          String mailReason,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @OpenApiDescription(
              "What is wrong with `SECRET_KEY`, and what to do; missing if nothing is")
          String secretKeyReason) {}

  @OpenApi(
      path = "/health/live",
      methods = HttpMethod.GET,
      operationId = "getLiveness",
      tags = "service",
      summary = "Whether the process is alive",
      responses = @OpenApiResponse(status = "200", content = @OpenApiContent(from = Health.class)))
  public void live(Context ctx) {
    Json.answer(ctx, new Health("up"));
  }

  @OpenApi(
      path = "/health/ready",
      methods = HttpMethod.GET,
      operationId = "getReadiness",
      tags = "service",
      summary = "Whether requests can be served",
      responses = {
        @OpenApiResponse(status = "200", content = @OpenApiContent(from = Readiness.class)),
        @OpenApiResponse(
            status = "503", // one error is declared, so that there is the schema of all
            content = @OpenApiContent(from = Problem.class, mimeType = "application/problem+json"))
      })
  public void ready(Context ctx) {
    if (stopping.hasBegun())
      throw Failure.later(
          ErrorCode.STOPPING, "This instance is about to stop.", Problems.OUTAGE_RETRY);
    if (!databaseIsReady.getAsBoolean())
      throw Failure.later(
          ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.", Problems.OUTAGE_RETRY);
    var trouble = mailTrouble.get();
    Json.answer(
        ctx,
        new Readiness(
            "up",
            mail(trouble.isPresent()),
            trouble.orElse(null),
            secretKeyTrouble.get().orElse(null)));
  }

  private String mail(boolean isPaused) {
    if (!isSending) return "mailbox";
    return isPaused ? "paused" : "up";
  }
}

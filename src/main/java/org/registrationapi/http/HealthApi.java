package org.registrationapi.http;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import io.javalin.openapi.OpenApiResponse;
import java.util.function.BooleanSupplier;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/** For load balancers and container engines. */
public final class HealthApi {
  private final BooleanSupplier databaseIsReady;

  public HealthApi(BooleanSupplier databaseIsReady) {
    this.databaseIsReady = databaseIsReady;
  }

  /** One word about the process. */
  public record Health(@OpenApiRequired @OpenApiExample("up") String status) {}

  @OpenApi(
      path = "/health/live",
      methods = HttpMethod.GET,
      operationId = "getLiveness",
      tags = "service",
      summary = "Whether the process is alive",
      responses =
          @OpenApiResponse(
              status = "200",
              description = "It is",
              content = @OpenApiContent(from = Health.class)))
  public void live(Context ctx) {
    ctx.json(new Health("up"));
  }

  @OpenApi(
      path = "/health/ready",
      methods = HttpMethod.GET,
      operationId = "getReadiness",
      tags = "service",
      summary = "Whether requests can be served",
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "The database answers",
            content = @OpenApiContent(from = Health.class)),
        @OpenApiResponse(
            status = "503",
            description = "`database_unavailable`",
            content = @OpenApiContent(from = Problem.class, mimeType = "application/problem+json"))
      })
  public void ready(Context ctx) {
    if (!databaseIsReady.getAsBoolean())
      throw Failure.later(
          ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer.", Problems.OUTAGE_RETRY);
    ctx.json(new Health("up"));
  }
}

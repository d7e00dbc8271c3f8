package org.registrationapi.http;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiResponse;
import java.util.Set;
import java.util.function.Supplier;

/** For Prometheus, or whatever reads its text format. */
public final class MetricsApi {
  /** Of the text format; it is not the newest, and every reader knows it. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  /**
   * @param metrics in Prometheus' text format 0.0.4, as they are now
   */
  public MetricsApi(Supplier<String> metrics) {
    this.metrics = metrics;
  }

  @OpenApi(
      path = "/metrics",
      methods = HttpMethod.GET,
      operationId = "getMetrics",
      tags = "service",
      summary = "Metrics for Prometheus",
      description =
          "Of this instance, and of the queue and the funnel of all of them. Open to the same machine without a key.",
      responses = {
        @OpenApiResponse(
            status = "200",
            description = "Prometheus' text format, version 0.0.4",
            content = @OpenApiContent(mimeType = "text/plain", type = "string")),
        @OpenApiResponse(status = "422", description = "`invalid_fields`")
      })
  public void show(Context ctx) {
    Query.only(ctx, Set.of());
    ctx.result(metrics.get()).contentType(CONTENT_TYPE);
  }
}

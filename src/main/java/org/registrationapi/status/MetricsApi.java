package org.registrationapi.status;

import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiResponse;
import java.util.function.Supplier;
import org.registrationapi.request.Query;

/** Metrics for Prometheus and other readers of its text format. */
public final class MetricsApi {
  /** The content type of an older text format, which every reader supports. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> metrics;

  /**
   * @param metrics the current metrics in Prometheus' text format 0.0.4
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
      responses = {
        @OpenApiResponse(
            status = "200",
            content = @OpenApiContent(mimeType = "text/plain", type = "string"))
      })
  public void show(Context ctx) {
    Query.of(ctx).done();
    ctx.result(metrics.get()).contentType(CONTENT_TYPE);
  }
}

package org.registrationapi;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.http.HttpWatch;
import org.registrationapi.text.Resources;

/**
 * What is counted and timed. The rooms tell it by small interfaces of their own. No label has a
 * name, an address or a key, and each has few values: a metric for each server would be a million.
 */
final class Metrics implements HttpWatch, AutoCloseable {
  /** The one of 3 s tells a database that is away: that is how long a connection is waited for. */
  private static final Duration[] REQUEST_BUCKETS =
      milliseconds(5, 10, 25, 50, 100, 250, 500, 1_000, 3_500, 10_000);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Those of the process alone. */
  Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("registration.build.info", () -> 1)
        .description("Always 1; which version this is")
        .tag("version", version())
        .register(registry);
  }

  private static Duration[] milliseconds(long... values) {
    return java.util.Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  private static String version() {
    var build = new Properties();
    try {
      build.load(new StringReader(Resources.text("/build.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }

  /** For libraries that speak Micrometer themselves. */
  MeterRegistry registry() {
    return registry;
  }

  /** Everything as it is now, in Prometheus' text format 0.0.4. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void answered(
      String method, String route, int status, Optional<ErrorCode> problem, Duration time) {
    Timer.builder("http.server.requests")
        .description("Requests by the template of their route")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(REQUEST_BUCKETS)
        .register(registry)
        .record(time);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}

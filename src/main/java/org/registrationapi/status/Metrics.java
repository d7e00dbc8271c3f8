package org.registrationapi.status;

import io.micrometer.core.instrument.Counter;
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
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.events.FunnelService;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.hashing.HashingWatch;
import org.registrationapi.http.HttpWatch;
import org.registrationapi.mailadmin.MailStatisticsService;
import org.registrationapi.mailcheck.MailCheckJob;
import org.registrationapi.text.Resources;
import org.registrationapi.transport.TransportWatch;

/**
 * All metrics. Each package reports to a small interface of its own. Labels contain no names,
 * addresses or keys, and have few values: with a million servers, a label for the server would make
 * a million metrics.
 */
public final class Metrics implements HttpWatch, HashingWatch, TransportWatch, AutoCloseable {
  /**
   * There is a bucket for 3.5 s because a request fails within 3 s if the database is unavailable.
   */
  private static final Duration[] BUCKETS =
      milliseconds(5, 10, 25, 50, 100, 250, 500, 1_000, 3_500, 10_000);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Timer hashing = timer("registration.hashing", "Passwords hashed or checked");
  private final Timer hashingWait =
      timer(
          "registration.hashing.wait",
          "How long requests waited before their password was hashed or checked");
  private final Counter hashingRefused =
      Counter.builder("registration.hashing.refused")
          .description("Requests refused because too many waited")
          .register(registry);
  private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
  private final Map<ErrorCode, Counter> limits = new EnumMap<>(ErrorCode.class);
  private WatchedTables tables;

  /** Registers the metrics of the process. */
  public Metrics() {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    for (var code : ErrorCode.values())
      if (code.kind() == ErrorCode.Kind.TOO_MANY)
        limits.put(
            code,
            Counter.builder("registration.limits.hit")
                .description("Requests answered with 429, by their code")
                .tag("code", code.word())
                .register(registry));
    Gauge.builder("registration.build.info", () -> 1)
        .description("Always 1; the version is a label")
        .tag("version", Resources.version())
        .register(registry);
  }

  /**
   * The labels of a request. They are the key of a map because building a timer for each request is
   * too slow.
   */
  private record Answered(String method, String route, int status) {}

  private Timer timer(Answered answered) {
    return timer(
        "http.server.requests",
        "Requests by the template of their route",
        "method",
        answered.method(),
        "route",
        answered.route(),
        "status",
        Integer.toString(answered.status()));
  }

  private Timer timer(String name, String description, String... tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Adds the current load of the hashing gate. */
  public void watch(HashingGate gate) {
    Gauge.builder("registration.hashing.active", gate, HashingGate::underWay)
        .description("Passwords being hashed or checked now")
        .register(registry);
    Gauge.builder("registration.hashing.waiting", gate, HashingGate::waiting)
        .description("Requests that wait now to hash or check a password")
        .register(registry);
  }

  /** Adds the numbers that are read from the tables. */
  public void watch(MailStatisticsService mails, FunnelService funnels) {
    tables =
        new WatchedTables(
            registry,
            () ->
                new WatchedTables.Numbers(
                    mails.totals(), mails.pauseReason().isPresent(), funnels.ever()));
  }

  /** Adds how many checks of the senders in use fail. */
  public void watch(MailCheckJob checks) {
    Gauge.builder("registration.mail.checks.failed", checks, MailCheckJob::failed)
        .description("Faults that lose mails, of the senders in use, when last checked")
        .register(registry);
  }

  private static Duration[] milliseconds(long... values) {
    return java.util.Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  /** The registry, for libraries that support Micrometer. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All current metrics in Prometheus' text format 0.0.4. */
  public String scrape() {
    if (tables != null) tables.refresh();
    return registry.scrape();
  }

  @Override
  public void answered(
      String method, String route, int status, Optional<ErrorCode> problem, Duration time) {
    requests.computeIfAbsent(new Answered(method, route, status), this::timer).record(time);
    problem
        .filter(code -> code.kind() == ErrorCode.Kind.TOO_MANY)
        .ifPresent(code -> limits.get(code).increment());
  }

  @Override
  public void passed(Duration wait, Duration work) {
    hashingWait.record(wait);
    hashing.record(work);
  }

  @Override
  public void refused() {
    hashingRefused.increment();
  }

  @Override
  public void called(String provider, String call, String outcome, Duration time) {
    timer(
            "registration.mail.calls",
            "Calls to send mails, and to ask about them",
            "provider",
            provider,
            "call",
            call,
            "outcome",
            outcome)
        .record(time);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}

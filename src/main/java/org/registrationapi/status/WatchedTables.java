package org.registrationapi.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.registrationapi.events.Stage;
import org.registrationapi.mailadmin.MailStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics that are read from the tables, so that every instance reports the same. They are read on
 * demand, at most every few seconds. If reading fails, the last values stay. Before the first
 * success the metrics are absent, because a counter that starts at 0 would look like a sudden rise.
 */
final class WatchedTables {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedTables.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final MeterRegistry registry;
  private final Supplier<Numbers> source;
  private long timeRead;
  private volatile Numbers last;
  private volatile boolean isUp;

  /**
   * The numbers read from the tables.
   *
   * @param isPaused whether sending is paused
   * @param funnel since the first event
   */
  record Numbers(MailStatistics mails, boolean isPaused, Map<Stage, Long> funnel) {}

  WatchedTables(MeterRegistry registry, Supplier<Numbers> source) {
    this.registry = registry;
    this.source = source;
    Gauge.builder("registration.database.up", () -> isUp ? 1 : 0)
        .description(
            "Whether the tables could be read; if not, the numbers from the tables are old")
        .register(registry);
  }

  /** Reads the numbers again if they are older than 5 s. Never throws. */
  synchronized void refresh() {
    if (last != null && System.nanoTime() - timeRead < FRESH.toNanos()) return;
    try {
      var isFirst = last == null;
      last = source.get();
      isUp = true;
      if (isFirst) register();
    } catch (RuntimeException e) {
      isUp = false;
      LOG.warn("metrics: the tables cannot be read: {}", e.getClass().getSimpleName());
      LOG.debug("metrics: the tables cannot be read", e);
    }
    timeRead = System.nanoTime();
  }

  private void register() {
    mails("queued", MailStatistics::queued);
    mails("held", MailStatistics::held);
    mails("sent", MailStatistics::sent);
    mails("failed", MailStatistics::failed);
    Gauge.builder("registration.mail.oldest.queued.seconds", () -> oldest(last.mails()))
        .description("How long the oldest queued mail has waited; 0: none is queued")
        .register(registry);
    Gauge.builder("registration.mail.paused", () -> last.isPaused() ? 1 : 0)
        .description("Whether sending is paused because of the provider's answers")
        .register(registry);
    for (var stage : Stage.values())
      FunctionCounter.builder("registration.funnel", this, it -> it.stage(stage))
          .description("What happened at all servers together; every instance reports the same")
          .tag("stage", stage.word())
          .register(registry);
  }

  private void mails(String status, ToDoubleFunction<MailStatistics> number) {
    Gauge.builder("registration.mails", () -> number.applyAsDouble(last.mails()))
        .description("Mails that wait now, and those sent or failed in the last 24 hours")
        .tag("status", status)
        .register(registry);
  }

  private static double oldest(MailStatistics mails) {
    return mails.oldestQueuedSeconds() == null ? 0 : mails.oldestQueuedSeconds();
  }

  private double stage(Stage stage) {
    return last.funnel().getOrDefault(stage, 0L);
  }
}

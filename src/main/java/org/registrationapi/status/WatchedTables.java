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
 * Numbers that are in the tables, so that every instance tells the same. They are read when they
 * are asked for, but not more often than every few seconds. What cannot be read stays as it was
 * known last, and is not there at all before it was known: a counter that began with 0 would look
 * like a rush.
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
   * What is read.
   *
   * @param isPaused whether the senders hold back
   * @param funnel since there is anything
   */
  record Numbers(MailStatistics mails, boolean isPaused, Map<Stage, Long> funnel) {}

  WatchedTables(MeterRegistry registry, Supplier<Numbers> source) {
    this.registry = registry;
    this.source = source;
    Gauge.builder("registration.database.up", () -> isUp ? 1 : 0)
        .description("Whether the tables could be read; if not, what is read there is old")
        .register(registry);
  }

  /** Reads them if they are not fresh any more. It never fails. */
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
        .description("Whether the senders hold back, because Mailjet said so")
        .register(registry);
    for (var stage : Stage.values())
      FunctionCounter.builder("registration.funnel", this, it -> it.stage(stage))
          .description("What happened at all servers together; every instance tells the same")
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

package org.registrationapi.bench;

import java.time.Duration;

/**
 * The rate at which a long queue is sent, compared with the maximum that Mailjet's latency allows.
 */
final class MailBench {
  private static final int BATCH = 50; // maximum number of messages in a call
  private static final int CALLS = 4; // the default of MAIL_CONCURRENCY
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private MailBench() {}

  static void run() {
    var mails = Options.number("mails", 20_000);
    var delay = Duration.ofMillis(Options.number("delay", 200));
    var warmUp = mails / 10;
    var population = new Population(warmUp + mails, 1, true);
    Population.load(population);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.answeringIn(delay)) {
      var results = new Results("mail", Machine.describe(Options.java(), postgres.version()));
      results.parameter("mails", mails);
      results.parameter("answer after ms", delay.toMillis());
      postgres.copy(population.database(), "run");
      postgres.execute(
          "run",
          "update mails set status = 'queued', time_sent = null, attempts = 0",
          "update validations set time_sent = null, expires_at = null, pin_expires_at = null",
          "vacuum analyze");
      try (var app = App.start(postgres, "run", mailjet.settings())) {
        while (mailjet.messages().size() < warmUp) App.pause(5);
        var start = System.nanoTime();
        var before = mailjet.messages().size();
        var end = awaitEmpty(postgres);
        var rate = (warmUp + mails - before) * 1e9 / (end - start);
        results.atLeast("mails sent", rate, CALLS * BATCH * 1000.0 / delay.toMillis(), "/s", 0.90);
        results.tell("of them twice", twice(mailjet), "");
        results.tell("memory of the process", app.usage().peakRssMb(), "MB");
        if (mailjet.messages().size() != warmUp + mails)
          throw new IllegalStateException(mailjet.messages().size() + " mails came");
      }
      postgres.drop("run");
      results.publish();
    }
  }

  private static int twice(Mailjet mailjet) {
    return (int) mailjet.messages().values().stream().filter(count -> count > 1).count();
  }

  /** The time when no mail waits any more, as {@link System#nanoTime}. */
  private static long awaitEmpty(Postgres postgres) {
    var start = System.nanoTime();
    while (System.nanoTime() - start < TIMEOUT.toNanos()) {
      if (postgres.number("run", "select count(*) from mails where status in ('queued', 'held')")
          == 0) return System.nanoTime();
      App.pause(50);
    }
    throw new IllegalStateException("the queue does not become empty");
  }
}

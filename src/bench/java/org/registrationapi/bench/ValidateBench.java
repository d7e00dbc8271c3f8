package org.registrationapi.bench;

import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;

/** {@code POST /validation/{token}}, compared with one conditional UPDATE by plain JDBC. */
final class ValidateBench {
  private static final LinkSecrets SECRETS =
      new LinkSecrets(SecretKeys.only(new Secret(App.SECRET_KEY)), 6);

  private ValidateBench() {}

  static void run() {
    var population = new Population(Options.number("users", 1_000_000), 1, true);
    var clients = Options.number("clients", 32);
    var duration = Options.seconds("seconds", 8);
    Population.load(population);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.slow()) {
      var results = new Results("validate", Machine.describe(Options.java(), postgres.version()));
      results.parameter("users", population.users());
      results.parameter("clients", clients);
      postgres.copy(population.database(), "run");
      var url = postgres.url("run");
      var links =
          postgres.query("run", "select server_id, id from validations order by server_id, id");
      try (var app = App.start(postgres, "run", mailjet.settings())) {
        var requests = press(links);
        Load.closed(app.port(), clients, Options.seconds("warmup", 60), requests).all(200);
        postgres.execute("run", "vacuum analyze"); // as autovacuum would within a minute
        Supplier<Sample> validate =
            () -> Load.closed(app.port(), clients, duration, requests).all(200);
        Supplier<Double> plain = () -> PlainActivations.perSecond(url, clients, duration);
        var samples = Rounds.alternate(Options.number("rounds", 3), validate, plain);
        var validated = samples.first();
        var limit = Rounds.median(samples.second());
        results.atLeast(
            "POST /validation/{token}", Rounds.medianRate(validated), limit, "/s", 0.25);
        results.tell("its p50", Rounds.medianPercentile(validated, 50), "ms");
        results.tell("its p99", Rounds.medianPercentile(validated, 99), "ms");
      }
      postgres.drop("run");
      results.publish();
    }
  }

  /**
   * Requests that press the button of one link after the other.
   *
   * @param links server ids and validation ids
   */
  static Supplier<byte[]> press(List<List<String>> links) {
    Iterator<List<String>> next = links.iterator();
    return () -> {
      if (!next.hasNext()) throw new IllegalStateException("no links are left; give more -Dusers");
      var ids = next.next();
      var link = new LinkId(Long.parseLong(ids.get(0)), UUID.fromString(ids.get(1)));
      return Requests.press("/validation/" + SECRETS.token(LinkPurpose.VALIDATION, link));
    };
  }
}

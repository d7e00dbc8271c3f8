package org.registrationapi.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.registrationapi.kit.DatabaseProxy;

/**
 * Measures whether the time of an answer tells what an address is at a server with strict privacy,
 * with the database some milliseconds away. One client sends each request in turns for an unknown,
 * a pending and an activated address.
 */
final class PrivacyBench {
  private static final int WARM_UP = 50;
  private static final String KEY = Population.key(1);
  private static final Population POPULATION = Population.of(10_000, 1);

  private final int calls = Options.number("calls", 200);
  private final Results results;
  private final Client client;

  private PrivacyBench(Results results, Client client) {
    this.results = results;
    this.client = client;
  }

  /** What an address is at the server. */
  private enum Address {
    UNKNOWN,
    PENDING,
    ACTIVATED;

    /**
     * The n-th address.
     *
     * @param unused makes an unknown address another one for each series of requests
     */
    String email(String unused, int n) {
      return switch (this) {
        case UNKNOWN -> unused + "." + n + "@example.com";
        case PENDING -> Population.email(10 * n);
        case ACTIVATED -> Population.email(10 * n + 1);
      };
    }
  }

  /** A request about an address. */
  private enum Request {
    REGISTER("POST /users", 202, ", \"password\": \"" + Population.PASSWORD + "\""),
    PIN("POST /validation", 422, ", \"pin_code\": \"00000000\""),
    AUTHENTICATE("POST /users/authenticate", 401, ", \"password\": \"a wrong password\""),
    RESET("POST /users/password-reset", 202, ""),
    CHANGE("POST /users/" + Population.email(2) + "/email", 202, "");

    private final String line;
    private final int status;
    private final String fields;

    Request(String line, int status, String fields) {
      this.line = line;
      this.status = status;
      this.fields = fields;
    }

    String title() {
      return line.replace(Population.email(2), "{user}");
    }

    byte[] about(String email) {
      var json = "{\"email\": \"" + email + "\"" + fields + "}";
      var path = line.substring("POST ".length());
      return Requests.post(path, KEY, json.getBytes(StandardCharsets.UTF_8));
    }
  }

  static void run() {
    Population.load(POPULATION);
    try (var postgres = Postgres.start();
        var mailjet = Mailjet.slow()) {
      var results = new Results("privacy", Machine.describe(Options.java(), postgres.version()));
      postgres.copy(POPULATION.database(), "run");
      postgres.execute("run", "update servers set privacy = 'strict'", "vacuum analyze");
      var milliseconds = new AtomicInteger();
      var settings = new HashMap<>(mailjet.settings());
      settings.putAll(Map.of("MAILS_PER_ADDRESS", "1000", "MAIL_ADDRESS_INTERVAL", "0s"));
      try (var proxy = new DatabaseProxy(postgres.url("run"), () -> pause(milliseconds.get()));
          var app = App.start(Jvm.jar(Build.OURS), proxy.url(), settings);
          var client = new Client(app.port())) {
        new PrivacyBench(results, client).measure(milliseconds);
      }
      postgres.drop("run");
      results.publish();
    }
  }

  private static void pause(int milliseconds) {
    if (milliseconds > 0) App.pause(milliseconds);
  }

  private void measure(AtomicInteger milliseconds) {
    results.parameter("calls", calls);
    for (var distance : Options.numbers("distances", "0,1,3")) {
      milliseconds.set(distance);
      for (var request : Request.values()) {
        var times = times(request, lower(request) + distance);
        for (var address : new Address[] {Address.PENDING, Address.ACTIVATED})
          results.compare(
              "%s, database %d ms away: %s beside unknown"
                  .formatted(request.title(), distance, lower(address)),
              median(times.get(address)),
              median(times.get(Address.UNKNOWN)),
              "ms",
              MannWhitney.p(times.get(address), times.get(Address.UNKNOWN)));
      }
    }
  }

  /** The times of each address in milliseconds, in the order of the calls. */
  private Map<Address, double[]> times(Request request, String unused) {
    var times = new EnumMap<Address, double[]>(Address.class);
    var addresses = Address.values();
    for (var address : addresses) times.put(address, new double[calls]);
    for (int i = 0; i < WARM_UP + calls; i++)
      for (int turn = 0; turn < addresses.length; turn++) {
        var address = addresses[(i + turn) % addresses.length]; // each is first equally often
        var bytes = request.about(address.email(unused, 1 + i));
        var start = System.nanoTime();
        var status = client.send(bytes);
        var time = (System.nanoTime() - start) / 1e6;
        if (status != request.status)
          throw new IllegalStateException(request + " " + status + " " + client.body());
        if (i >= WARM_UP) times.get(address)[i - WARM_UP] = time;
      }
    return times;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double median(double[] values) {
    return Rounds.median(Arrays.stream(values).boxed().toList());
  }
}

package org.registrationapi.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The metrics for Prometheus. */
public class MetricsIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void the_metrics_need_the_metrics_key_or_the_admin_key() {
    var anybody = APP.anybody(); // on the same machine
    for (var key : List.of(TestApp.METRICS_KEY, TestApp.ADMIN_KEY)) {
      var answer = anybody.withKey(key).get("/metrics");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type"))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }
    assertThat(anybody.get("/metrics").code()).isEqualTo("key_required");
    assertThat(anybody.withKey(TestApp.API_KEY).get("/metrics").code())
        .isEqualTo("key_not_allowed");
    assertThat(anybody.withKey(TestApp.METRICS_KEY + "x").get("/metrics").code())
        .isEqualTo("key_invalid");
  }

  @Test
  void the_metrics_key_opens_nothing_else() {
    var metrics = APP.anybody().withKey(TestApp.METRICS_KEY);

    for (var path : List.of("/servers", "/mails", "/users", "/status"))
      assertThat(metrics.get(path).code()).isEqualTo("key_invalid");
  }

  @Test
  void parameters_are_refused() {
    assertThat(APP.admin().get("/metrics?name=jvm").fieldError())
        .isEqualTo("name unknown_parameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jvm_memory_used_bytes\\{area=\"heap\",id=\"[^\"]+\"} [0-9.E]+",
        "jvm_gc_pause_seconds_count|jvm_gc_memory_allocated_bytes_total [0-9.E]+",
        "jvm_threads_live_threads [0-9.]+",
        "process_start_time_seconds 1[0-9.]+E9",
        "registration_build_info\\{version=\"[0-9]+[^\"$]*\"} 1",
        "hikaricp_connections_max\\{pool=\"database\"} 10.0"
      })
  void the_process_and_the_pool_are_measured(String line) {
    assertThat(APP.admin().get("/metrics").body()).containsPattern("(?m)^(?:" + line + ")");
  }

  @Test
  void requests_are_timed_by_method_route_template_and_status() {
    var address = TestApp.newAddress();
    APP.http().get("/users/" + address);
    APP.http().get("/nowhere/" + address);
    APP.anybody().get("/users/" + address);
    TestHttp.unchecked(APP.port()).send("PURGE", "/users", null);

    var metrics = APP.admin().get("/metrics").body();

    assertThat(metrics)
        .containsPattern(count("method=\"GET\",route=\"/users/{user}\",status=\"404\""))
        .containsPattern(count("method=\"GET\",route=\"/users/{user}\",status=\"401\""))
        .containsPattern(count("method=\"GET\",route=\"unmatched\",status=\"404\""))
        .containsPattern(count("method=\"other\",route=\"unmatched\",status=\"40[45]\""))
        .contains("http_server_requests_seconds_bucket{", "le=\"0.25\"")
        .doesNotContain(address)
        .doesNotContain("nowhere")
        .doesNotContain("PURGE");
  }

  private static Pattern count(String labels) {
    return Pattern.compile(
        "(?m)^http_server_requests_seconds_count\\{"
            + labels.replace("{user}", "\\{user}").replace("/", "\\/")
            + "}");
  }

  @Test
  void new_paths_do_not_create_new_metrics() {
    Runnable round =
        () -> {
          for (int i = 0; i < 20; i++) {
            APP.http().get("/users/" + TestApp.newAddress());
            APP.anybody().get("/nowhere/" + TestApp.newAddress());
            APP.admin().get("/servers/" + TestApp.newAddress() + "/funnel");
          }
        };
    round.run();
    var before = requestMetrics();

    round.run();

    assertThat(requestMetrics()).isEqualTo(before);
  }

  private static Set<String> requestMetrics() {
    return Pattern.compile("(?m)^http_server_requests_seconds_count(\\{[^\n]*})")
        .matcher(APP.admin().get("/metrics").body())
        .results()
        .map(match -> match.group(1))
        .filter(labels -> labels.contains("status=\"404\""))
        .collect(Collectors.toSet());
  }

  @Test
  void registrations_mails_hashes_and_limits_are_counted() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "1"))) {
      var server = app.newServer("");
      var email = TestApp.newAddress();
      server.post("/users", TestApp.registration(email));
      app.anybody().post(app.mail(email, 1).link());
      server.post("/users", TestApp.registration("b" + email));
      server.post("/users", TestApp.registration("b" + email));
      app.mail("b" + email, 1);

      await()
          .until(
              () -> app.admin().get("/metrics").body(),
              now ->
                  has(now, "registration_funnel_total{stage=\"registered\"} 2.0")
                      && has(now, "registration_funnel_total{stage=\"sent\"} 2.0"));
      var metrics = app.admin().get("/metrics").body();
      assertThat(metrics.lines())
          .contains(
              "registration_funnel_total{stage=\"activated\"} 1.0",
              "registration_funnel_total{stage=\"bounced\"} 0.0",
              "registration_hashing_seconds_count 2",
              "registration_hashing_wait_seconds_count 2",
              "registration_hashing_refused_total 0.0",
              "registration_hashing_active 0.0",
              "registration_hashing_waiting 0.0",
              "registration_limits_hit_total{code=\"too_many_mails\"} 1.0",
              "registration_limits_hit_total{code=\"too_many_guesses\"} 0.0",
              "registration_mails{status=\"queued\"} 0.0",
              "registration_mails{status=\"held\"} 0.0",
              "registration_mails{status=\"sent\"} 2.0",
              "registration_mail_oldest_queued_seconds 0.0",
              "registration_mail_paused 0.0",
              "registration_database_up 1.0");
      assertThat(metrics)
          .containsPattern(
              "(?m)^registration_mail_calls_seconds_count\\{call=\"send\",outcome=\"taken\",provider=\"mailjet\"} [12]$")
          .doesNotContain(email, server.name(), TestApp.ADMIN_KEY, TestApp.API_KEY, "localhost");
    }
  }

  public static boolean has(String metrics, String line) {
    return metrics.lines().anyMatch(line::equals);
  }

  @Test
  void a_call_that_Mailjet_refuses_is_counted_by_its_outcome() {
    try (var app = TestApp.start(Map.of())) {
      app.mailjet.answer(call -> new MailjetStub.Answer(401, "{}"));
      app.register(TestApp.newAddress());

      var line =
          "registration_mail_calls_seconds_count{call=\"send\",outcome=\"unauthorized\",provider=\"mailjet\"} 1";
      await().until(() -> has(app.admin().get("/metrics").body(), line));
    }
  }

  @Test
  void a_refused_hash_is_counted() {
    try (var app = TestApp.start(Map.of("HASHING_CONCURRENCY", "1", "HASHING_QUEUE", "1"))) {
      var answers = new AtomicLong();
      await() // repeats until the queue was full for a request
          .until(
              () ->
                  answers.addAndGet(
                      Race.of(8, i -> app.register(TestApp.newAddress()).status()).stream()
                          .filter(status -> status == 503)
                          .count()),
              refused -> refused > 0);

      assertThat(app.admin().get("/metrics").body().lines())
          .contains("registration_hashing_refused_total " + answers + ".0");
    }
  }

  @Test
  void every_metric_of_the_dashboard_and_the_alerts_exists() throws IOException {
    APP.registered(TestApp.newAddress()); // a call to Mailjet, a hash
    System.gc(); // the first pause
    var expressions = new ArrayList<String>();
    TestHttp.JSON
        .readTree(Files.readString(Path.of(".github/grafana-dashboard.json")))
        .findValuesAsText("expr")
        .forEach(expressions::add);
    assertThat(expressions).hasSizeGreaterThan(15);
    var alerts = Files.readString(Path.of(".github/alerts.yml"));
    var rules = Pattern.compile("(?m)^ +- alert:").matcher(alerts).results().count();
    var conditions =
        Pattern.compile("(?m)^( +)expr: (?:>-\\n((?:\\1 +.*\\n)+)|(?!>-)(.+)\\n)")
            .matcher(alerts.replaceAll("(?m)^ +#.*\\n", ""))
            .results()
            .map(match -> match.group(2) == null ? match.group(3) : match.group(2))
            .toList();
    assertThat(conditions).hasSize((int) rules).hasSizeGreaterThan(5);
    expressions.addAll(conditions);

    await()
        .untilAsserted(
            () -> {
              var metrics = APP.admin().get("/metrics").body();
              assertThat(expressions)
                  .allSatisfy(expression -> assertThat(missing(expression, metrics)).isEmpty());
            });
  }

  private static final Pattern USE =
      Pattern.compile("\\b([a-z][a-z0-9]*_[a-z0-9_]+)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
  private static final Pattern VALUE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

  /** The metrics of an expression that do not exist with the labels it requires. */
  private static List<String> missing(String expression, String metrics) {
    if (expression.startsWith("up{")) return List.of(); // Prometheus' own
    var uses = USE.matcher(expression).results().toList();
    assertThat(uses).as(expression).isNotEmpty();
    return uses.stream()
        .filter(
            use ->
                metrics
                    .lines()
                    .filter(line -> line.matches(use.group(1) + "[{ ].*"))
                    .noneMatch(line -> fits(line, use.group(2))))
        .map(use -> use.group())
        .filter(use -> !use.contains("status=\"50")) // exists only after a failure
        .toList();
  }

  /** The label job is Prometheus' own. */
  private static boolean fits(String line, String labels) {
    return labels == null
        || VALUE
            .matcher(labels)
            .results()
            .filter(label -> !label.group(1).equals("job"))
            .allMatch(label -> line.contains(label.group()));
  }
}

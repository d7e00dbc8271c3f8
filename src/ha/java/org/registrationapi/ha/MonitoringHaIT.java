package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.ha.Texts.replaced;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Debian's Prometheus with the configuration of Monitoring, as it is written. */
class MonitoringHaIT {
  private static final Path ALERTS = Path.of(".github/alerts.yml").toAbsolutePath();

  @TempDir private Path directory;

  /** The documented configuration, with other files and port, and without waiting. */
  private Path configuration(int service) throws IOException {
    var key = Files.writeString(directory.resolve("metrics-key"), TestApp.METRICS_KEY + "\n");
    var page = Procedures.block("Monitoring", 0);
    page = replaced(page, "/etc/prometheus/alerts.yml", ALERTS.toString());
    page = replaced(page, "/etc/prometheus/metrics-key", key.toString());
    page = replaced(page, "localhost:8000", "127.0.0.1:" + service);
    page = replaced(page, "scrape_interval: 15s", "scrape_interval: 1s");
    var quick = "global: {evaluation_interval: 1s}\n" + page;
    return Files.writeString(directory.resolve("prometheus.yml"), quick);
  }

  @Test
  void Prometheus_reads_the_metrics_and_evaluates_every_alert_rule() throws IOException {
    try (var app = TestApp.start(Map.of())) {
      var port = Ports.reserve();
      var command =
          List.of(
              "prometheus",
              "--config.file=" + configuration(app.port()),
              "--storage.tsdb.path=" + directory.resolve("series"),
              "--web.listen-address=127.0.0.1:" + port);
      try (var prometheus =
          ChildProcess.start(command, directory, Map.of(), directory.resolve("log"))) {
        prometheus.await(() -> isServing(port));
        await().until(() -> targets(port).at("/0/health").asText(), "up"::equals);

        assertThat(targets(port).at("/0/labels/job").asText()).isEqualTo("registration-api");
        var rules = Files.readString(ALERTS).split("- alert: ", -1).length - 1;
        await()
            .untilAsserted(
                () ->
                    assertThat(ask(port, "rules").findValuesAsText("health"))
                        .hasSize(rules)
                        .containsOnly("ok"));
        assertThat(ask(port, "alerts").findValuesAsText("alertname")).isEmpty();
      }
    }
  }

  private static JsonNode targets(int port) {
    return ask(port, "targets").at("/data/activeTargets");
  }

  private static JsonNode ask(int port, String what) {
    return TestHttp.unchecked(port).get("/api/v1/" + what).json();
  }

  private static boolean isServing(int port) {
    try {
      return TestHttp.unchecked(port).get("/-/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false; // it does not listen yet
    }
  }
}

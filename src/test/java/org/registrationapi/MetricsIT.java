package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus gets. */
class MetricsIT {
  private static final TestApp APP = SharedApp.APP;

  /** Requests as somebody on another machine. */
  private static TestHttp elsewhere() {
    return APP.anybody().with("X-Forwarded-For", "203.0.113.7");
  }

  @Test
  void the_admin_key_opens_them_from_anywhere_and_nothing_else_does() {
    var admin = elsewhere().withKey(TestApp.ADMIN_KEY).get("/metrics");

    assertThat(admin.status()).isEqualTo(200);
    assertThat(admin.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(elsewhere().get("/metrics").code()).isEqualTo("key_required");
    assertThat(elsewhere().withKey(TestApp.API_KEY).get("/metrics").code())
        .isEqualTo("key_not_allowed");
  }

  @Test
  void on_the_same_machine_no_key_is_needed() {
    assertThat(APP.anybody().get("/metrics").status()).isEqualTo(200);
    assertThat(APP.anybody().with("Forwarded", "for=203.0.113.7").get("/metrics").status())
        .isEqualTo(401);
  }

  @Test
  void parameters_are_refused() {
    assertThat(APP.anybody().get("/metrics?name=jvm").fieldError())
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
  void requests_are_timed_by_method_template_and_status_and_never_by_path() {
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
}

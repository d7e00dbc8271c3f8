package org.registrationapi.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogEncoderTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final LoggerContext context = new LoggerContext();
  private final LogEncoder encoder = new LogEncoder();

  private LoggingEvent event(String message, Throwable thrown) {
    return event(message, thrown, Map.of());
  }

  private LoggingEvent event(String message, Throwable thrown, Map<String, String> mdc) {
    var logger = context.getLogger("org.registrationapi.http.Problems");
    var event = new LoggingEvent("", logger, Level.WARN, message, thrown, null);
    event.setInstant(Instant.parse("2026-11-22T10:11:12.345678Z"));
    event.setThreadName("worker-1");
    event.setMDCPropertyMap(mdc);
    return event;
  }

  private String text(LoggingEvent event) {
    encoder.setFormat(LogFormat.TEXT);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  private JsonNode json(LoggingEvent event) throws IOException {
    encoder.setFormat(LogFormat.JSON);
    var line = new String(encoder.encode(event), StandardCharsets.UTF_8);
    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    return JSON.readTree(line);
  }

  private LoggingEvent request() {
    var event =
        event("request", null, Map.of("trace_id", "4bf9", "request_id", "T6OK", "other", "x"));
    event.addKeyValuePair(new KeyValuePair("route", "/users/{user}"));
    event.addKeyValuePair(new KeyValuePair("status", 200));
    return event;
  }

  @Test
  void a_text_line_begins_with_time_level_and_logger() {
    assertThat(text(event("it rains", null)))
        .isEqualTo("2026-11-22T10:11:12.345Z WARN  Problems: it rains\n");
  }

  @Test
  void a_text_line_has_the_request_id_the_trace_id_and_the_fields() {
    assertThat(text(request()))
        .isEqualTo(
            "2026-11-22T10:11:12.345Z WARN  Problems [T6OK 4bf9]: request route=/users/{user} status=200\n");
  }

  @Test
  void a_JSON_line_has_the_same_fields() throws IOException {
    assertThat(json(request()))
        .isEqualTo(
            JSON.readTree(
                """
                {"time": "2026-11-22T10:11:12.345Z", "level": "WARN", "logger": "Problems",
                 "thread": "worker-1", "request_id": "T6OK", "trace_id": "4bf9",
                 "message": "request", "route": "/users/{user}", "status": 200}"""));
  }

  @Test
  void a_message_cannot_start_a_new_log_line() throws IOException {
    var forged = event("no\r\n2026-11-22T10:11:13.000Z INFO  Main: yes\u2028\u0085\u0000", null);

    assertThat(text(forged))
        .isEqualTo(
            "2026-11-22T10:11:12.345Z WARN  Problems: "
                + "no\\u000d\\u000a2026-11-22T10:11:13.000Z INFO  Main: yes\\u2028\\u0085\\u0000\n");
    assertThat(json(forged).path("message").asText()).isEqualTo(forged.getFormattedMessage());
  }

  @Test
  void an_exception_is_a_JSON_field_and_indented_lines_of_text() throws IOException {
    var event = event("failed", new IllegalStateException("outer", new IOException("a\nb")));

    assertThat(text(event).lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    assertThat(text(event))
        .contains("\n    java.lang.IllegalStateException: outer\n        at org.registrationapi.")
        .contains("\n    Caused by: java.io.IOException: a\n    b");
    assertThat(json(event).path("exception").asText())
        .startsWith("java.lang.IllegalStateException: outer\n\tat org.registrationapi.")
        .contains("\nCaused by: java.io.IOException: a\nb");
  }

  @Test
  void an_exception_message_that_may_quote_input_is_omitted() {
    var quoting = new IllegalArgumentException("hush", new NumberFormatException("hush"));
    quoting.addSuppressed(new java.io.UncheckedIOException(new IOException("disk full")));

    assertThat(text(event("failed", quoting)))
        .doesNotContain("hush")
        .contains("    java.lang.IllegalArgumentException\n")
        .contains("    Suppressed: java.io.UncheckedIOException\n")
        .contains("    Caused by: java.io.IOException: disk full\n")
        .contains("    Caused by: java.lang.NumberFormatException\n");
  }

  @Test
  void the_message_of_a_JSON_parser_is_omitted() {
    try {
      JSON.readTree("{\"password\": hush}");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("hush");
      assertThat(text(event("failed", e))).doesNotContain("hush");
    }
  }

  @Test
  void an_SQL_error_keeps_its_first_line_unless_that_quotes_a_value() {
    assertThat(
            text(
                event(
                    "failed",
                    new SQLException("ERROR: duplicate key\n  Detail: Key (a)=(hush)", "23505"))))
        .contains("    java.sql.SQLException: SQLSTATE 23505 ERROR: duplicate key\n")
        .doesNotContain("hush");
    assertThat(text(event("failed", new SQLException("ERROR: invalid uuid: \"hush\"", "22P02"))))
        .contains("    java.sql.SQLException: SQLSTATE 22P02\n")
        .doesNotContain("hush");
  }

  @Test
  void a_circular_chain_of_causes_ends() throws IOException {
    var first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    assertThat(json(event("failed", first)).path("exception").asText()).contains("second");
  }
}

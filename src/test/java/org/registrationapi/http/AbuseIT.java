package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Several hundred hostile requests, sent as bytes on a socket, each get one exact response. */
class AbuseIT {
  private static final TestApp APP = SharedApp.APP;

  static Stream<HostileRequest> requests() {
    return Stream.of(HostileBodies.all(), HostileTargets.all(), HostileMessages.all())
        .flatMap(requests -> requests);
  }

  @Test
  void there_are_at_least_300_distinct_requests() {
    var all = requests().map(HostileRequest::bytes).toList();

    assertThat(all).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void a_hostile_request_gets_its_response_without_echo_or_internals(HostileRequest request) {
    var answer = RawHttp.send(APP.port(), request.bytes());

    assertThat(summary(answer)).isEqualTo(request.answer());
    assertThat(answer.split("HTTP/1[.]1 [0-9]", -1)).as("one answer").hasSize(2);
    if (request.answer().startsWith("2")) return;
    assertThat(answer).contains("\r\nContent-Type: application/problem+json; charset=utf-8\r\n");
    assertThat(answer)
        .doesNotContainIgnoringCase("evil.example", "script", "drop table", "passwd", "aaaaaaaa")
        .doesNotContainIgnoringCase("exception", "org.", "java.", "jetty", "hibernate", "postgres");
  }

  /** The status, then the problem's code or the refused fields with their codes. */
  private static String summary(String answer) {
    if (answer.isEmpty()) return "closed";
    var status = answer.substring(9, 12);
    if (status.startsWith("2")) return status;
    var problem = json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    var errors = problem.path("errors");
    if (errors.isEmpty()) return status + " " + problem.path("code").asText();
    return status
        + " "
        + errors
            .valueStream()
            .map(error -> error.path("field").asText() + " " + error.path("code").asText())
            .collect(Collectors.joining(", "));
  }

  private static JsonNode json(String body) {
    try {
      return TestHttp.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  @Test
  void the_service_still_works_after_all_hostile_requests() {
    requests().forEach(request -> RawHttp.send(APP.port(), request.bytes()));

    assertThat(APP.anybody().get("/health/ready").status()).isEqualTo(200);
    assertThat(APP.http().get("/users").status()).isEqualTo(200);
    assertThat(APP.register(newAddress()).status()).isEqualTo(201);
    assertThat(APP.admin().get("/servers").status()).isEqualTo(200);
  }
}

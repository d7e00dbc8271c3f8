package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String VALID = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @ParameterizedTest
  @ValueSource(
      strings = {
        VALID,
        "00-" + TRACE + "-00f067aa0ba902b7-00",
        "00-" + TRACE + "-00f067aa0ba902b7-ff",
        "cc-" + TRACE + "-00f067aa0ba902b7-01",
        "cc-" + TRACE + "-00f067aa0ba902b7-01-what-comes-later"
      })
  void the_trace_id_of_a_valid_header_is_used(String header) {
    assertThat(TraceParent.traceId(List.of(header))).contains(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        TRACE,
        "00-" + TRACE,
        "00-" + TRACE + "-00f067aa0ba902b7",
        "00-" + TRACE + "-00f067aa0ba902b7-1",
        "00-" + TRACE + "-00f067aa0ba902b7-01-more",
        "00-" + TRACE + "-00f067aa0ba902b7-01-",
        "cc-" + TRACE + "-00f067aa0ba902b7-01more",
        "ff-" + TRACE + "-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01",
        " " + VALID,
        VALID + "\n",
        VALID + "," + VALID
      })
  void an_invalid_header_is_ignored(String header) {
    assertThat(TraceParent.traceId(List.of(header))).isEmpty();
  }

  @Test
  void missing_repeated_and_very_long_headers_are_ignored() {
    assertThat(TraceParent.traceId(List.of())).isEmpty();
    assertThat(TraceParent.traceId(List.of(VALID, VALID))).isEmpty();
    assertThat(TraceParent.traceId(List.of("cc" + VALID.substring(2) + "-" + "x".repeat(500))))
        .isEmpty();
  }
}

package org.registrationapi.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeUrlTest {
  @ParameterizedTest
  @CsvSource({
    "/status, /status, ./status",
    "/status/, /status, ../status",
    "/docs, /docs/, ./docs/",
    "/validation/token, /validation/token, ../validation/token",
    "/validation/token/, /validation/token, ../../validation/token",
    "/validation/token/reject, /validation/token, ../../validation/token"
  })
  void it_leads_to_the_route_at_the_root_and_below_any_path(String from, String to, String url) {
    assertThat(RelativeUrl.of(from, to)).isEqualTo(url);
    for (var root : new String[] {"https://example.com", "https://example.com/a/register"})
      assertThat(URI.create(root + from).resolve(url)).isEqualTo(URI.create(root + to));
  }
}

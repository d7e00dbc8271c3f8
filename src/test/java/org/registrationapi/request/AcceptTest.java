package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.Requests;

class AcceptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML",
        "text/*",
        "text/html; charset=utf-8",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", // Firefox
        "application/json;q=0.9, text/html",
        "application/json;q=0.5,text/html;q=0.51",
        "application/json;q=0,text/html;q=0.001",
        "*/*;q=0.1, text/html;q=0.2",
        "*/*, application/json;q=0",
        "application/*;q=0.5, text/html;level=1;q=0.9",
      })
  void HTML_is_chosen_if_it_is_preferred_to_JSON(String accept) {
    assertThat(Accept.wantsHtml(Requests.withHeader("Accept", accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "application/*",
        "application/problem+json",
        "text/plain",
        "text/html, application/json", // equally preferred
        "text/html;q=0.5, application/json;q=0.5",
        "text/html;q=0.5, application/json",
        "text/html;q=0.5, */*",
        "text/*, text/html;q=0, */*;q=0.1",
        "text/html;q=0",
        "text/html;q=0.000",
        "text/htmlx",
        "html",
        ",;,;",
      })
  void JSON_is_chosen_otherwise(String accept) {
    assertThat(Accept.wantsHtml(Requests.withHeader("Accept", accept))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "text/plain, */*;q=0.5", "text/plain;q=0.5, text/html;q=0.4"})
  void text_is_chosen_if_it_is_preferred_to_HTML(String accept) {
    assertThat(Accept.wantsText(Requests.withHeader("Accept", accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "text/*", "text/html", "text/plain, text/html", "application/json", ""})
  void HTML_is_chosen_instead_of_text_otherwise(String accept) {
    assertThat(Accept.wantsText(Requests.withHeader("Accept", accept))).isFalse();
    assertThat(Accept.wantsText(Requests.from("127.0.0.1", Map.of()))).isFalse();
  }

  @Test
  void JSON_is_chosen_without_the_header() {
    assertThat(Accept.wantsHtml(Requests.from("127.0.0.1", Map.of()))).isFalse();
  }
}

package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void html_is_wanted_if_it_is_wanted_more(String accept) {
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
        "text/html, application/json", // as much as
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
  void json_is_the_answer_to_everything_else(String accept) {
    assertThat(Accept.wantsHtml(Requests.withHeader("Accept", accept))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "text/plain, */*;q=0.5", "text/plain;q=0.5, text/html;q=0.4"})
  void text_is_wanted_if_it_is_wanted_more(String accept) {
    assertThat(Accept.wantsText(Requests.withHeader("Accept", accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "text/*", "text/html", "text/plain, text/html", "application/json", ""})
  void of_a_text_html_is_the_answer_to_everything_else(String accept) {
    assertThat(Accept.wantsText(Requests.withHeader("Accept", accept))).isFalse();
    assertThat(Accept.wantsText(Requests.from("127.0.0.1", Map.of()))).isFalse();
  }

  @Test
  void without_a_wish_the_answer_is_json() {
    assertThat(Accept.wantsHtml(Requests.from("127.0.0.1", Map.of()))).isFalse();
  }
}

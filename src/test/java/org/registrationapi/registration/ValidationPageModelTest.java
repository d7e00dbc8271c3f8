package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.registrationapi.text.Messages;

class ValidationPageModelTest {
  private static ValidationPageModel page(String language, String state, String displayName) {
    return new ValidationPageModel(
        Messages.of(language),
        state,
        displayName,
        "ada@example.com",
        null,
        PageLook.of(Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void every_state_has_its_words_in_every_language(LinkState.Kind kind) {
    for (var language : Messages.LANGUAGES) {
      var page = page(language, kind.name().toLowerCase(Locale.ROOT), "Shop");
      assertThat(page.say("title")).isNotBlank().doesNotContain("{");
      assertThat(page.say("text")).isNotBlank().doesNotContain("{");
    }
  }

  @Test
  void the_words_name_the_server() {
    assertThat(page("en", "activated", "The Little Shop").say("text"))
        .isEqualTo(
            "Your registration at The Little Shop is active. You can close this page and go on there.");
  }

  @Test
  void an_unknown_server_has_words_in_its_place() {
    assertThat(page("en", "expired", null).say("text")).contains("Have the website send you");
    assertThat(page("fr", "expired", null).say("text")).contains("le site");
    assertThat(page("en", "forged", null).title()).isEqualTo("There is no such link");
  }

  @ParameterizedTest
  @CsvSource({"Shop, S", "é, é", "😀 Shop, 😀", "李, 李"})
  void the_initial_is_the_first_character_whole(String displayName, String initial) {
    assertThat(page("en", "pending", displayName).initial()).isEqualTo(initial);
  }
}

package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;

class ServerChecksTest {
  private static final String PATH_TO_2000 = "/".repeat(2_000 - "https://shop.example".length());

  private static List<FieldError> errors(String name, ServerSettings settings) {
    try {
      ServerChecks.check(name, settings);
      return List.of();
    } catch (Failure e) {
      return e.errors();
    }
  }

  private static List<FieldError> nameErrors(String name) {
    return errors(name, new ServerSettings(null, null, null, null, null, null, null));
  }

  private static List<FieldError> urlErrors(String redirectUrl) {
    return errors("shop", new ServerSettings(null, null, null, redirectUrl, null, null, null));
  }

  private static List<FieldError> ttlErrors(Long validationTtl) {
    return errors("shop", new ServerSettings(null, null, null, null, null, validationTtl, null));
  }

  static final List<String> NAMES =
      List.of("a", "1", "shop", "shop-eu", "shop.example.com", "a--b", "127.0.0.1", "a".repeat(63));

  @ParameterizedTest
  @FieldSource("NAMES")
  void a_name_is_1_to_63_lower_case_letters_digits_hyphens_and_dots(String name) {
    assertThat(nameErrors(name)).isEmpty();
  }

  static final List<String> BAD_NAMES =
      List.of(
          "",
          " ",
          "Shop",
          "my shop",
          "my_shop",
          "-shop",
          "shop-",
          ".shop",
          "shop.",
          "shop/eu",
          "shöp",
          "shop\n",
          "shop\0",
          "٣",
          "a".repeat(64));

  @ParameterizedTest
  @FieldSource("BAD_NAMES")
  void any_other_name_is_refused(String name) {
    assertThat(nameErrors(name))
        .containsExactly(
            new FieldError(
                "name",
                "invalid_name",
                "must be 1 to 63 lower case letters, digits, hyphens and dots, such as shop-eu"));
  }

  @Test
  void a_name_is_required() {
    assertThat(nameErrors(null)).containsExactly(new FieldError("name", "required", "is required"));
  }

  static final List<String> URLS =
      List.of(
          "https://shop.example",
          "https://shop.example:8443/welcome?from=mail&x=1#top",
          "https://shop.example/gr%C3%B6%C3%9Fe",
          "https://127.0.0.1/",
          "https://xn--bcher-kva.example/",
          "http://localhost",
          "http://localhost:3000/welcome",
          "http://127.0.0.1:3000",
          "http://[::1]:3000/",
          "https://shop.example" + PATH_TO_2000);

  @ParameterizedTest
  @NullSource
  @FieldSource("URLS")
  void a_redirect_goes_to_https_or_to_this_machine(String url) {
    assertThat(urlErrors(url)).isEmpty();
  }

  static final List<String> BAD_URLS =
      List.of(
          "",
          "shop.example",
          "/welcome",
          "//shop.example",
          "https:",
          "https:/x",
          "https:///x",
          "https:shop.example",
          "https://",
          "https://?x",
          "http:/x",
          "http:localhost",
          "http:///x",
          "http://shop.example",
          "http://localhost.shop.example",
          "http://127.0.0.2",
          "http://[::2]",
          "http://localhost@shop.example",
          "https://ada@shop.example",
          "https://ada:secret@shop.example",
          "https://shop_eu.example",
          "https://shop.example/a b",
          "https://shop.example/größe",
          "https://shop.example/?q=例",
          "https://shop.example/\nSet-Cookie: a=b",
          "https://shop.example/\"><script>",
          "javascript:alert(1)",
          "javascript://shop.example/%0aalert(1)",
          "data:text/html,hello",
          "file:///etc/passwd",
          "ftp://shop.example",
          " https://shop.example",
          "https://shop.example/" + PATH_TO_2000);

  @ParameterizedTest
  @FieldSource("BAD_URLS")
  void a_redirect_to_anywhere_else_is_refused(String url) {
    assertThat(urlErrors(url))
        .containsExactly(
            new FieldError(
                "redirect_url",
                "invalid_url",
                "must be an https URL, or http on localhost, of at most 2000 characters"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(longs = {300, 301, 86_400, 2_591_999, 2_592_000})
  void a_link_lives_5_minutes_to_30_days(Long seconds) {
    assertThat(ttlErrors(seconds)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {299, 2_592_001, 0, -300, Long.MIN_VALUE, Long.MAX_VALUE})
  void a_shorter_or_longer_life_is_refused(long seconds) {
    assertThat(ttlErrors(seconds))
        .containsExactly(
            new FieldError("validation_ttl", "out_of_range", "must be 300 to 2592000 seconds"));
  }

  @Test
  void names_of_100_characters_and_a_locale_are_fine() {
    var name = "n".repeat(100);

    assertThat(
            errors(
                "shop",
                new ServerSettings(name, "hello@shop.example", name, null, "fr-CA", null, null)))
        .isEmpty();
  }

  @Test
  void every_fault_is_told_at_once() {
    var settings = new ServerSettings("", "hello", "n".repeat(101), "ftp://x", "en_US", 1L, 7);

    assertThat(errors("Shop", settings))
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(
            tuple("name", "invalid_name"),
            tuple("display_name", "blank"),
            tuple("mail_from", "invalid_email"),
            tuple("mail_from_name", "too_long"),
            tuple("redirect_url", "invalid_url"),
            tuple("locale", "invalid_locale"),
            tuple("validation_ttl", "out_of_range"),
            tuple("password_min_length", "out_of_range"));
  }
}

package org.registrationapi.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.registrationapi.mail.MailText;
import org.registrationapi.request.JsonMappers;

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

  /** Settings from the fields of JSON; a missing field is null. */
  private static ServerSettings settings(Map<String, Object> fields) {
    return JsonMappers.mapper().convertValue(fields, ServerSettings.class);
  }

  private static List<FieldError> errorsOf(String field, Object value) {
    return errors("shop", settings(value == null ? Map.of() : Map.of(field, value)));
  }

  private static List<FieldError> nameErrors(String name) {
    return errors(name, settings(Map.of()));
  }

  private static List<FieldError> urlErrors(String redirectUrl) {
    return errorsOf("redirect_url", redirectUrl);
  }

  private static List<FieldError> ttlErrors(Long validationTtl) {
    return errorsOf("validation_ttl", validationTtl);
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
  void a_redirect_and_a_home_are_null_https_or_localhost(String url) {
    assertThat(urlErrors(url)).isEmpty();
    assertThat(errorsOf("home_url", url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "myapp://",
        "myapp://done",
        "myapp:///done",
        "com.example.shop:/oauth/done?from=mail#top",
        "web+shop://done",
        "myapp://done/gr%C3%B6%C3%9Fe"
      })
  void a_redirect_and_a_home_may_open_an_app(String url) {
    assertThat(urlErrors(url)).isEmpty();
    assertThat(errorsOf("home_url", url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "javascript://shop.example/%0aalert(1)",
        "data:text/html,hello",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://shop.example/1",
        "filesystem:https://shop.example/temporary/a",
        "about:blank",
        "view-source:https://shop.example",
        "intent://done#Intent;scheme=myapp;end",
        "android-app://com.example.shop/myapp/done",
        "content://com.example/done",
        "ftp://shop.example",
        "ws://shop.example",
        "mailto:ada@example.com",
        "tel:+491234",
        "ms-msdt:/id",
        "chrome://settings"
      })
  void a_scheme_that_does_not_belong_to_an_app_is_refused(String url) {
    var message = "has a scheme that does not belong to an app";
    for (var field : List.of("redirect_url", "home_url"))
      assertThat(errorsOf(field, url))
          .containsExactly(new FieldError(field, "invalid_url", message));
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
          "JavaScript:alert(1)",
          "java\nscript:alert(1)",
          "\u0001javascript:alert(1)",
          "DATA:text/html,hello",
          "myapp",
          "myapp:",
          "myapp:done",
          "MyApp://done",
          "m://done",
          "1app://done",
          "my_app://done",
          "://done",
          "myapp://done\nSet-Cookie: a=b",
          "myapp://a b",
          "myapp://\"><script>",
          "myapp://größe",
          "myapp://%zz",
          " https://shop.example",
          "https://shop.example/" + PATH_TO_2000);

  @ParameterizedTest
  @FieldSource("BAD_URLS")
  void any_other_redirect_is_refused(String url) {
    assertThat(urlErrors(url))
        .containsExactly(
            new FieldError(
                "redirect_url",
                "invalid_url",
                "must be an https URL, http on localhost, or an app's own link such as myapp://done, of at most 2000 characters"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(longs = {300, 301, 86_400, 2_591_999, 2_592_000})
  void a_validation_ttl_is_5_minutes_to_30_days(Long seconds) {
    assertThat(ttlErrors(seconds)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {299, 2_592_001, 0, -300, Long.MIN_VALUE, Long.MAX_VALUE})
  void a_shorter_or_longer_validation_ttl_is_refused(long seconds) {
    assertThat(ttlErrors(seconds))
        .containsExactly(
            new FieldError("validation_ttl", "out_of_range", "must be 300 to 2592000 seconds"));
  }

  @Test
  void names_of_100_characters_and_a_locale_are_accepted() {
    var name = "n".repeat(100);

    assertThat(
            errors(
                "shop",
                settings(
                    Map.of(
                        "display_name",
                        name,
                        "mail_from",
                        "hello@shop.example",
                        "mail_from_name",
                        name,
                        "locale",
                        "fr-CA"))))
        .isEmpty();
  }

  @Test
  void every_invalid_field_is_reported_at_once() {
    var settings =
        new ServerSettings(
            "",
            "hello",
            "n".repeat(101),
            "@",
            "ftp://x",
            "x",
            "en_US",
            1L,
            "red",
            "logo.png",
            " ",
            "\0",
            Map.of("validation", Map.of("en", new MailText("a\nb", null, null))),
            0,
            7,
            "none");

    assertThat(errors("Shop", settings))
        .extracting(FieldError::field, FieldError::code)
        .containsExactly(
            tuple("name", "invalid_name"),
            tuple("display_name", "blank"),
            tuple("mail_from", "invalid_email"),
            tuple("mail_from_name", "too_long"),
            tuple("mail_reply_to", "invalid_email"),
            tuple("redirect_url", "invalid_url"),
            tuple("home_url", "invalid_url"),
            tuple("locale", "invalid_locale"),
            tuple("validation_ttl", "out_of_range"),
            tuple("accent_colour", "invalid_colour"),
            tuple("logo_url", "invalid_url"),
            tuple("text_above", "blank"),
            tuple("text_below", "control_character"),
            tuple("mail_texts.validation.en.subject", "control_character"),
            tuple("mail_daily_limit", "out_of_range"),
            tuple("password_min_length", "out_of_range"),
            tuple("privacy", "unknown_value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#000000", "#ffffff", "#1f5eff", "#1F5EfF"})
  void an_accent_is_a_colour_of_six_hex_digits(String colour) {
    assertThat(errorsOf("accent_colour", colour)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1f5eff",
        "#1f5ef",
        "#1f5efff",
        "#1f5efg",
        "red",
        "#fff",
        "#1f5eff;",
        "#٣٣٣٣٣٣"
      })
  void an_accent_in_any_other_form_is_refused(String colour) {
    assertThat(errorsOf("accent_colour", colour))
        .containsExactly(
            new FieldError("accent_colour", "invalid_colour", "must be a colour such as #1f5eff"));
  }

  @Test
  void a_logo_must_be_an_https_URL() {
    assertThat(errorsOf("logo_url", "https://shop.example/logo.png?v=2")).isEmpty();
    assertThat(errorsOf("logo_url", "http://localhost/logo.png"))
        .containsExactly(
            new FieldError(
                "logo_url", "invalid_url", "must be an https URL of at most 2000 characters"));
  }

  static final List<String> TEXTS =
      List.of("Hello", "a\nb", "a\r\nb\n\n\nc", "é".repeat(1_000), "😀".repeat(1_000), "<b>&");

  @ParameterizedTest
  @FieldSource("TEXTS")
  void a_text_has_at_most_1000_characters_in_any_number_of_lines(String text) {
    assertThat(errorsOf("text_above", text)).isEmpty();
    assertThat(errorsOf("text_below", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\rb", "a\u0000", "\u202eabc", "\u2028", "\u001b[1m", "\ud800"})
  void a_text_with_other_control_characters_is_refused(String text) {
    assertThat(errorsOf("text_below", text))
        .extracting(FieldError::field)
        .containsExactly("text_below");
  }

  @Test
  void a_longer_text_is_refused() {
    assertThat(errorsOf("text_above", "a".repeat(1_001)))
        .containsExactly(new FieldError("text_above", "too_long", "has more than 1000 characters"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 1_000_000})
  void a_server_may_send_1_to_a_million_mails_a_day(int mails) {
    assertThat(errorsOf("mail_daily_limit", mails)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_000_001, Integer.MAX_VALUE})
  void any_other_number_of_mails_is_refused(int mails) {
    assertThat(errorsOf("mail_daily_limit", mails))
        .containsExactly(
            new FieldError("mail_daily_limit", "out_of_range", "must be 1 to 1000000 mails"));
  }
}

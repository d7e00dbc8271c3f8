package org.registrationapi.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.Secret;

class EnvironmentTest {
  private static final Duration ABSENT = Duration.ofHours(24);
  private static final URI NOWHERE = URI.create("http://nowhere.example");

  @TempDir private Path directory;

  private static Environment with(String value) {
    return new Environment(Map.of("X", value));
  }

  private static Duration duration(Environment env) {
    return env.duration("X", ABSENT, Duration.ofMinutes(5), Duration.ofDays(30));
  }

  @Test
  void an_unset_value_is_its_default_and_not_a_fault() {
    var env = new Environment(Map.of());

    assertThat(env.text("X")).isEmpty();
    assertThat(env.secret("X")).isEmpty();
    assertThat(env.number("X", 8000, 0, 65_535)).isEqualTo(8000);
    assertThat(duration(env)).isEqualTo(ABSENT);
    assertThat(env.flag("X", true)).isTrue();
    assertThat(env.flag("X", false)).isFalse();
    assertThat(env.url("X", NOWHERE)).isEqualTo(NOWHERE);
    assertThat(env.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void a_blank_value_is_unset(String blank) {
    var env = with(blank);

    assertThat(env.text("X")).isEmpty();
    assertThat(env.secret("X")).isEmpty();
    assertThat(env.number("X", 8000, 0, 65_535)).isEqualTo(8000);
    assertThat(env.faults()).isEmpty();
  }

  @Test
  void blanks_around_a_value_are_ignored() {
    assertThat(with(" a b\n").text("X")).contains("a b");
  }

  @Test
  void every_requested_name_is_listed_without_FILE_twins() {
    var env = new Environment(Map.of());
    env.text("B");
    env.secret("A");
    env.number("C", 1, 1, 1);

    assertThat(env.names()).containsExactly("B", "A", "C");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8})
  void a_number_within_its_bounds_is_accepted(int number) {
    assertThat(with(Integer.toString(number)).number("X", 6, 4, 8)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "9", "-4", "4.0", "six", "0x4", "4 5", "2147483648"})
  void any_other_number_is_a_fault(String value) {
    var env = with(value);

    env.number("X", 6, 4, 8);

    assertThat(env.faults()).containsExactly("X must be a whole number from 4 to 8");
  }

  @ParameterizedTest
  @CsvSource({
    "300s, 300",
    "5m, 300",
    "90m, 5400",
    "24h, 86400",
    "7d, 604800",
    "30d, 2592000",
    "2592000s, 2592000"
  })
  void a_time_has_a_number_and_a_unit(String value, long seconds) {
    var env = with(value);

    assertThat(duration(env)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(env.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "299s",
        "4m",
        "31d",
        "2592001s",
        "24",
        "h",
        "1.5h",
        "-24h",
        "24H",
        "24 h",
        "1h30m",
        "PT24H",
        "1w",
        "1000000m",
        "99999999999999999999h"
      })
  void any_other_time_is_a_fault(String value) {
    var env = with(value);

    duration(env);

    assertThat(env.faults())
        .containsExactly("X must be a time such as 90s, 15m, 24h or 7d, from 5m to 720h");
  }

  @Test
  void a_switch_is_on_or_off() {
    assertThat(with("on").flag("X", false)).isTrue();
    assertThat(with("off").flag("X", true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ON", "true", "1", "yes", "onn"})
  void any_other_value_of_a_switch_is_a_fault(String value) {
    var env = with(value);

    env.flag("X", true);

    assertThat(env.faults()).containsExactly("X must be on or off");
  }

  @ParameterizedTest
  @CsvSource({
    "https://register.example.com, https://register.example.com",
    "https://register.example.com/, https://register.example.com",
    "https://register.example.com//, https://register.example.com",
    "https://example.com/register/, https://example.com/register",
    "http://127.0.0.1:8000/, http://127.0.0.1:8000",
  })
  void a_slash_at_the_end_of_a_URL_is_dropped(String value, URI url) {
    assertThat(with(value).url("X", NOWHERE)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register.example.com",
        "ftp://example.com",
        "https://",
        "https:/x",
        "https:x",
        "//example.com",
        "https://example.com?a=b",
        "https://example.com/#a",
        "https://exam ple.com",
        "javascript:alert(1)"
      })
  void any_other_URL_is_a_fault(String value) {
    var env = with(value);

    env.url("X", NOWHERE);

    assertThat(env.faults())
        .containsExactly("X must be a URL such as https://register.example.com");
  }

  @Test
  void a_secret_is_a_value_or_the_content_of_a_file() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "from a file\n");

    assertThat(with("from a value").secret("X")).contains(new Secret("from a value"));
    assertThat(new Environment(Map.of("X_FILE", file.toString())).secret("X"))
        .contains(new Secret("from a file"));
  }

  @Test
  void a_secret_set_twice_is_a_fault() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "hidden-1");
    var env = new Environment(Map.of("X", "hidden-2", "X_FILE", file.toString()));

    assertThat(env.secret("X")).isEmpty();
    assertThat(env.faults()).containsExactly("X and X_FILE are both set; set one of them");
  }

  @Test
  void a_missing_secret_file_is_a_fault() {
    var file = directory.resolve("absent");
    var env = new Environment(Map.of("X_FILE", file.toString()));

    assertThat(env.secret("X")).isEmpty();
    assertThat(env.faults()).containsExactly("X_FILE names a file that cannot be read: " + file);
  }

  @Test
  void a_directory_for_a_secret_file_is_a_fault() {
    var env = new Environment(Map.of("X_FILE", directory.toString()));

    assertThat(env.secret("X")).isEmpty();
    assertThat(env.faults())
        .containsExactly("X_FILE names a file that cannot be read: " + directory);
  }

  @Test
  void an_empty_secret_file_is_a_fault() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), " \n");
    var env = new Environment(Map.of("X_FILE", file.toString()));

    assertThat(env.secret("X")).isEmpty();
    assertThat(env.faults()).containsExactly("X_FILE names an empty file");
  }

  @Test
  void a_value_that_was_not_decoded_is_one_fault_that_says_what_to_do() {
    var env = new Environment(Map.of("X", "M\uFFFD\uFFFDller", "Y_FILE", "/run/schl\uFFFDssel"));

    env.text("X");
    env.text("X");
    env.secret("Y");

    var undecoded =
        " has characters that cannot be decoded; use UTF-8, and start with LC_ALL=C.UTF-8";
    assertThat(env.faults()).startsWith("X" + undecoded, "Y_FILE" + undecoded);
  }

  @Test
  void an_invisible_character_in_a_secret_is_a_fault_wherever_the_secret_is_from()
      throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "\uFEFFhidden\u200Bkey\n");
    var env = new Environment(Map.of("X", "hidden\u00A0key", "Y_FILE", file.toString()));

    assertThat(env.secret("X")).isEmpty();
    assertThat(env.secret("Y")).isEmpty();

    assertThat(env.faults())
        .containsExactly(
            "X has the invisible character U+00A0 NO-BREAK SPACE; write the secret again without it",
            "Y_FILE names a file that has the invisible character U+200B ZERO WIDTH SPACE;"
                + " write the secret again without it: "
                + file);
  }

  @Test
  void a_byte_order_mark_in_a_secret_file_is_dropped() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "\uFEFFfrom a file\r\n");

    assertThat(new Environment(Map.of("X_FILE", file.toString())).secret("X"))
        .contains(new Secret("from a file"));
  }
}

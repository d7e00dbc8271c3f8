package org.registrationapi.settings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.registrationapi.settings.SettingsExamples.ALL;
import static org.registrationapi.settings.SettingsExamples.KEY_32;
import static org.registrationapi.settings.SettingsExamples.SMTP;
import static org.registrationapi.settings.SettingsExamples.but;
import static org.registrationapi.settings.SettingsExamples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.Secret;

/** Keys and other secrets: where they come from, and which are too weak. */
class KeySettingsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ADMIN_KEY", "METRICS_KEY", "SECRET_KEY", "SECRET_KEY_PREVIOUS"})
  void a_key_needs_at_least_32_characters(String name) {
    assertThat(faults(but(ALL, name, KEY_32))).isEmpty();
    assertThat(faults(but(ALL, name, KEY_32.substring(1))))
        .containsExactly(
            name + " must have at least 32 characters; make one with: openssl rand -base64 48");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADMIN_KEY", "METRICS_KEY"})
  void two_keys_of_the_operator_are_separated_by_a_comma_and_each_has_to_be_strong(String name) {
    var two = Settings.read(but(ALL, name, KEY_32 + "1 , " + KEY_32 + "2,")).operatorKeys();
    var weak = name + " must have at least 32 characters; make one with: openssl rand -base64 48";
    var many = name + " must be one key, or two separated by a comma";

    assertThat(name.equals("ADMIN_KEY") ? two.admin() : two.metrics())
        .containsExactly(new Secret(KEY_32 + "1"), new Secret(KEY_32 + "2"));
    assertThat(faults(but(ALL, name, KEY_32 + ",short"))).containsExactly(weak);
    assertThat(faults(but(ALL, name, "short," + KEY_32))).containsExactly(weak);
    assertThat(faults(but(ALL, name, KEY_32 + "," + KEY_32 + "," + KEY_32))).containsExactly(many);
    assertThat(faults(but(ALL, name, ","))).containsExactly(many);
  }

  @Test
  void only_a_previous_secret_key_may_be_the_word_lost() {
    assertThat(faults(but(ALL, "SECRET_KEY_PREVIOUS", "lost"))).isEmpty();
    assertThat(faults(but(ALL, "SECRET_KEY", "lost"))).hasSize(1);
    assertThat(faults(but(ALL, "ADMIN_KEY", "lost"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk, too few different characters",
    "abcdefgabcdefgabcdefgabcdefgabcdefggfedcba, too few different characters",
    "0123456789abcdef0123456789abcdef, it repeats itself",
    "correct-horse-correct-horse-correct-h, it repeats itself",
    "change-me-sL2vWq8hT0xKd4mZr7Yb1Nf6Pc9, is a published example",
    "CHANGEME_sL2vWq8hT0xKd4mZr7Yb1Nf6Pc9, is a published example",
    "an-example-sL2vWq8hT0xKd4mZr7Yb1Nf6Pc, is a published example"
  })
  void a_long_key_that_is_not_random_is_refused(String key, String reason) {
    for (var name : List.of("ADMIN_KEY", "METRICS_KEY", "SECRET_KEY", "SECRET_KEY_PREVIOUS"))
      assertThat(faults(but(ALL, name, key)))
          .singleElement(as(STRING))
          .startsWith(name + " is ")
          .contains(reason)
          .endsWith("; make one with: openssl rand -base64 48")
          .doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aaaaaaaa", "01234567", "abcdefghi-"})
  void an_API_key_with_a_weak_secret_is_refused(String piece) {
    var key = "reg_Zb3-Q9aR_" + piece.repeat(6).substring(0, 43);

    assertThat(faults(but(ALL, "API_KEY", key)))
        .singleElement(as(STRING))
        .startsWith("API_KEY is easily guessed: it ")
        .contains("; make one with: echo reg_$(openssl rand -hex 4)_")
        .doesNotContain(key);
  }

  @Test
  void a_malformed_API_key_is_refused_in_development_too() {
    assertThat(faults(Map.of("API_KEY", "reg_short")))
        .containsExactly(
            "API_KEY must be reg_, 8 letters, digits or hyphens, _, and 43 of the same");
  }

  @Test
  void a_key_made_by_the_suggested_command_is_accepted() throws Exception {
    for (var weak : List.of("API_KEY", "SECRET_KEY")) {
      var value = "API_KEY".equals(weak) ? "reg_Zb3-Q9aR_" + "a".repeat(43) : "a".repeat(32);
      var advice = faults(but(ALL, weak, value)).get(0);
      var command = advice.substring(advice.indexOf("make one with: ") + 15);
      var process = new ProcessBuilder("bash", "-c", command).start();
      var made = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
      assertThat(faults(but(ALL, weak, made))).isEmpty();
    }
  }

  /** Keys in the documentation are public. A blank value is not a key. */
  @ParameterizedTest
  @CsvSource({
    "README.md, 1",
    "src/main/java/org/registrationapi/servers/KeyService.java, 1",
    ".env.example, 0",
    "docker-compose.yml, 0"
  })
  void a_key_of_the_documentation_is_refused(String file, int count) throws IOException {
    var keys = new HashMap<String, String>();
    var text = Files.readString(Path.of(file));
    Pattern.compile("reg_[A-Za-z0-9-]{8}_[A-Za-z0-9-]{43}")
        .matcher(text)
        .results()
        .forEach(key -> keys.put(key.group(), "API_KEY"));
    Pattern.compile("(?m)^[# ]*((?:ADMIN|METRICS|SECRET|API)_KEY)[=:] *(\\S+)$")
        .matcher(text)
        .results()
        .forEach(set -> keys.put(set.group(2), set.group(1)));

    assertThat(keys).hasSize(count);
    keys.forEach((key, name) -> assertThat(faults(but(ALL, name, key))).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("org.registrationapi.settings.SettingsExamples#notForDevelopment")
  void a_weak_key_is_accepted_in_development_only(Map<String, String> settings) {
    var weak = new HashMap<>(Map.of("ADMIN_KEY", "admin", "METRICS_KEY", "metrics"));
    weak.putAll(Map.of("SECRET_KEY", "secret", "API_KEY", "reg_Zb3-Q9aR_" + "a".repeat(43)));
    assertThat(faults(weak)).isEmpty();

    weak.putAll(settings);

    assertThat(faults(weak))
        .extracting(fault -> fault.split(" ", 2)[0])
        .containsExactlyInAnyOrder("ADMIN_KEY", "METRICS_KEY", "SECRET_KEY", "API_KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATABASE_PASSWORD",
        "API_KEY",
        "ADMIN_KEY",
        "METRICS_KEY",
        "SECRET_KEY",
        "SECRET_KEY_PREVIOUS",
        "MJ_APIKEY_PRIVATE",
        "SMTP_URL",
        "MAILJET_EVENTS_PASSWORD"
      })
  void every_secret_can_come_from_a_file(String name) throws IOException {
    var all = name.equals("SMTP_URL") ? SMTP : ALL;
    var file = Files.writeString(directory.resolve("secret"), all.get(name) + "\n");
    var fromFile = but(all, name, null, name + "_FILE", file.toString());

    assertThat(Settings.read(fromFile)).isEqualTo(Settings.read(all));
    assertThat(faults(but(all, name + "_FILE", file.toString())))
        .contains(name + " and " + name + "_FILE are both set; set one of them");
  }
}

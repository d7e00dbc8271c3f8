package org.registrationapi.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.registrationapi.transport.MailSettings.Sender;

/** Valid settings for tests, and the faults of others. */
final class SettingsExamples {
  static final String KEY_32 = "sL2vWq8hT0xKd4mZr7Yb1Nf6Pc9Gj3Ua";
  static final String API_KEY = "reg_Zb3-Q9aR_" + "aB1cD2eF3gH4" + KEY_32.substring(1);
  static final Map<String, String> NONE = Map.of();
  static final Sender SENDER = new Sender("hello@shop.example", Optional.of("The Little Shop"));

  /** A valid value for every setting. */
  static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("HOST", "0.0.0.0"),
          Map.entry("PORT", "9000"),
          Map.entry("PUBLIC_URL", "https://register.example.com/"),
          Map.entry("DATA_DIR", "/var/lib/registration"),
          Map.entry("STOP_GRACE", "5s"),
          Map.entry("IDLE_TIMEOUT", "90s"),
          Map.entry("DATABASE_URL", "jdbc:postgresql://db:5432/REG_API"),
          Map.entry("DATABASE_USER", "registration"),
          Map.entry("DATABASE_PASSWORD", "hidden-database"),
          Map.entry("DATABASE_POOL_SIZE", "20"),
          Map.entry("SERVER_NAME", "shop.example.com"),
          Map.entry("API_KEY", API_KEY),
          Map.entry("ADMIN_KEY", "hidden-admin-" + KEY_32),
          Map.entry("METRICS_KEY", "hidden-metrics-" + KEY_32),
          Map.entry("SECRET_KEY", "hidden-secret-" + KEY_32),
          Map.entry("SECRET_KEY_PREVIOUS", "hidden-previous-" + KEY_32),
          Map.entry("MJ_APIKEY_PUBLIC", "mailjet-public"),
          Map.entry("MJ_APIKEY_PRIVATE", "hidden-mailjet"),
          Map.entry("MAILJET_EVENTS_USER", "mailjet-events"),
          Map.entry("MAILJET_EVENTS_PASSWORD", "hidden-events"),
          Map.entry("MAIL_FROM", "hello@shop.example"),
          Map.entry("MAIL_FROM_NAME", "The Little Shop"),
          Map.entry("MAILJET_URL", "http://127.0.0.1:9999/"),
          Map.entry("MAIL_DKIM_SELECTOR", "s1"),
          Map.entry("DNS_SERVER", "127.0.0.1:5353"),
          Map.entry("MAIL_CONCURRENCY", "8"),
          Map.entry("MAIL_DAILY_LIMIT", "200"),
          Map.entry("MAILS_PER_ADDRESS", "3"),
          Map.entry("MAIL_ADDRESS_INTERVAL", "30s"),
          Map.entry("VALIDATION_TTL", "7d"),
          Map.entry("PASSWORD_RESET_TTL", "30m"),
          Map.entry("PIN_LENGTH", "8"),
          Map.entry("PIN_TTL", "1h"),
          Map.entry("PASSWORD_TRIES", "7"),
          Map.entry("PASSWORD_WAIT", "1h"),
          Map.entry("PIN_TRIES", "3"),
          Map.entry("PIN_TRIES_PER_HOUR", "6"),
          Map.entry("ADDRESS_TRIES_PER_HOUR", "200"),
          Map.entry("KNOWN_CLIENT_TTL", "60d"),
          Map.entry("CLIENT_TRIES_PER_HOUR", "100"),
          Map.entry("CLIENT_REGISTRATIONS_PER_HOUR", "10"),
          Map.entry("HASHING_CONCURRENCY", "2"),
          Map.entry("HASHING_QUEUE", "16"),
          Map.entry("HASHING_WAIT", "1s"),
          Map.entry("PENDING_TTL", "3d"),
          Map.entry("MAILS_TTL", "60d"),
          Map.entry("EVENTS_TTL", "30d"),
          Map.entry("DOCS", "off"),
          Map.entry("LOG_FORMAT", "json"),
          Map.entry("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,"));

  /** The same with an SMTP server instead of Mailjet. */
  static final Map<String, String> SMTP =
      but(
          but(ALL, "MJ_APIKEY_PUBLIC", null, "MJ_APIKEY_PRIVATE", null),
          "SMTP_URL",
          "smtps://mailer%40shop.example:hidden-smtp@smtp.example.com");

  private SettingsExamples() {}

  /** The variables with these changes: names and values in turn; null unsets a variable. */
  static Map<String, String> but(Map<String, String> variables, String... changes) {
    var changed = new HashMap<>(variables);
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) changed.remove(changes[i]);
      else changed.put(changes[i], changes[i + 1]);
    }
    return changed;
  }

  /** The faults of these variables, one per line. */
  static List<String> faults(Map<String, String> variables) {
    var exception = catchThrowableOfType(SettingsException.class, () -> Settings.read(variables));
    if (exception == null) return List.of();
    var lines = exception.getMessage().lines().toList();
    assertThat(lines.get(0)).isEqualTo("Invalid settings:");
    return lines.stream().skip(1).map(String::strip).toList();
  }

  /** Settings that each show that this is not a trial on one machine. */
  static Stream<Map<String, String>> notForDevelopment() {
    return Stream.of(
        Map.of("HOST", "0.0.0.0"),
        Map.of("HOST", "::"),
        Map.of("HOST", "192.0.2.1"),
        Map.of("PUBLIC_URL", "https://register.example.com"),
        Map.of("PUBLIC_URL", "http://localhost.example.com:8000"),
        Map.of("DATABASE_URL", "jdbc:postgresql://db/REG_API", "DATABASE_PASSWORD", "none"),
        Map.of(
            "MJ_APIKEY_PUBLIC", "mailjet-public",
            "MJ_APIKEY_PRIVATE", "mailjet-private",
            "MAIL_FROM", "hello@shop.example"),
        Map.of("SMTP_URL", "smtp://localhost:1025", "MAIL_FROM", "hello@shop.example"));
  }
}

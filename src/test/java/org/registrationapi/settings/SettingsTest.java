package org.registrationapi.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.settings.SettingsExamples.ALL;
import static org.registrationapi.settings.SettingsExamples.API_KEY;
import static org.registrationapi.settings.SettingsExamples.KEY_32;
import static org.registrationapi.settings.SettingsExamples.NONE;
import static org.registrationapi.settings.SettingsExamples.SENDER;
import static org.registrationapi.settings.SettingsExamples.SMTP;
import static org.registrationapi.settings.SettingsExamples.but;
import static org.registrationapi.settings.SettingsExamples.faults;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.request.BasicCredentials;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.Secret;

/** All settings together, and those of the service and its database. */
class SettingsTest {
  @Test
  void the_defaults_are_for_development_on_the_local_machine() {
    var settings = Settings.read(NONE);

    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8000);
    assertThat(settings.http().publicUrl()).isEqualTo(URI.create("http://localhost:8000"));
    assertThat(settings.http().idleTimeout()).isEqualTo(Duration.ofSeconds(75));
    assertThat(settings.http().docs()).isTrue();
    assertThat(settings.http().trustedProxies()).isEmpty();
    assertThat(settings.database().url()).isEmpty();
    assertThat(settings.database().user()).isEqualTo("postgres");
    assertThat(settings.database().poolSize()).isEqualTo(10);
    assertThat(settings.mail().isSending()).isFalse();
    assertThat(settings.mail().publicUrl()).isEqualTo(URI.create("http://localhost:8000"));
    assertThat(settings.mail().linkLifetimes())
        .isEqualTo(new LinkLifetimes(Duration.ofHours(24), Duration.ofHours(1)));
    assertThat(settings.mail().pinLife()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.mail().concurrency()).isEqualTo(4);
    assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
    assertThat(settings.stopGrace()).isEqualTo(Duration.ZERO);
    assertThat(settings.serverName()).isEqualTo("localhost");
    assertThat(settings.apiKey()).isEmpty();
    assertThat(settings.operatorKeys()).isEqualTo(new OperatorKeys(List.of(), List.of()));
    assertThat(settings.secretKey()).isEmpty();
    assertThat(settings.previousSecretKey()).isEmpty();
    assertThat(settings.mailjetEvents()).isEmpty();
    assertThat(settings.mailCheck().eventsLogin()).isEmpty();
    assertThat(settings.mailCheck().dnsServer()).isEmpty();
    assertThat(settings.mailCheck().dkimSelector()).isEmpty();
    assertThat(settings.pinLength()).isEqualTo(6);
    assertThat(settings.mailLimits()).isEqualTo(new MailLimits(1_000, Duration.ZERO));
    assertThat(settings.retention())
        .isEqualTo(
            new Retention(
                Optional.of(Duration.ofDays(7)), Duration.ofDays(90), Duration.ofDays(400)));
    assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
    assertThat(settings.isDevelopment()).isTrue();
  }

  @Test
  void every_setting_is_read_into_its_field() {
    var settings = Settings.read(ALL);
    var mailjet = settings.mail().mailjet().orElseThrow();

    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.http().port()).isEqualTo(9000);
    assertThat(settings.http().publicUrl()).isEqualTo(URI.create("https://register.example.com"));
    assertThat(settings.http().docs()).isFalse();
    assertThat(settings.http().trustedProxies()).containsExactly("10.0.0.0/8", "192.0.2.1");
    assertThat(settings.database().url()).contains("jdbc:postgresql://db:5432/REG_API");
    assertThat(settings.database().user()).isEqualTo("registration");
    assertThat(settings.database().password()).isEqualTo(new Secret("hidden-database"));
    assertThat(settings.database().poolSize()).isEqualTo(20);
    assertThat(settings.mail().publicUrl()).isEqualTo(URI.create("https://register.example.com"));
    assertThat(settings.mail().linkLifetimes())
        .isEqualTo(new LinkLifetimes(Duration.ofDays(7), Duration.ofMinutes(30)));
    assertThat(settings.mail().pinLife()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.mail().concurrency()).isEqualTo(8);
    assertThat(mailjet.publicKey()).isEqualTo("mailjet-public");
    assertThat(mailjet.privateKey()).isEqualTo(new Secret("hidden-mailjet"));
    assertThat(mailjet.url()).isEqualTo(URI.create("http://127.0.0.1:9999"));
    assertThat(mailjet.sender()).isEqualTo(SENDER);
    assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/registration"));
    assertThat(settings.stopGrace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.serverName()).isEqualTo("shop.example.com");
    assertThat(settings.apiKey()).contains(new Secret(API_KEY));
    assertThat(settings.operatorKeys().admin())
        .containsExactly(new Secret("hidden-admin-" + KEY_32));
    assertThat(settings.operatorKeys().metrics())
        .containsExactly(new Secret("hidden-metrics-" + KEY_32));
    assertThat(settings.secretKey()).contains(new Secret("hidden-secret-" + KEY_32));
    assertThat(settings.previousSecretKey()).contains(new Secret("hidden-previous-" + KEY_32));
    assertThat(settings.mailjetEvents())
        .contains(new BasicCredentials("mailjet-events", new Secret("hidden-events")));
    assertThat(settings.mailCheck())
        .isEqualTo(
            new MailCheckSettings(
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353)),
                Optional.of("s1"),
                URI.create("https://register.example.com/mailjet/events"),
                Optional.of(
                    new MailCheckSettings.Login("mailjet-events", new Secret("hidden-events")))));
    assertThat(settings.pinLength()).isEqualTo(8);
    assertThat(settings.mailLimits()).isEqualTo(new MailLimits(3, Duration.ofSeconds(30)));
    assertThat(settings.retention())
        .isEqualTo(
            new Retention(
                Optional.of(Duration.ofDays(3)), Duration.ofDays(60), Duration.ofDays(30)));
    assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
    assertThat(settings.isDevelopment()).isFalse();
  }

  @Test
  void pending_users_are_kept_for_ever_with_0() {
    for (var zero : List.of("0", "0s", "0d"))
      assertThat(Settings.read(Map.of("PENDING_TTL", zero)).retention().pendingUsers()).isEmpty();
  }

  @Test
  void the_names_are_those_of_all_settings() {
    var all = new HashSet<>(ALL.keySet());
    all.addAll(SMTP.keySet());
    assertThat(Settings.names()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void printed_settings_show_no_secret() {
    for (var all : List.of(ALL, SMTP))
      assertThat(Settings.read(all).toString())
          .contains("shop.example.com")
          .doesNotContain("hidden", API_KEY);
  }

  @Test
  void every_fault_is_named_in_one_message_without_secrets() {
    var wrong =
        Map.ofEntries(
            Map.entry("HOST", "no host"),
            Map.entry("PORT", "80000"),
            Map.entry("PUBLIC_URL", "register.example.com"),
            Map.entry("DATABASE_URL", "postgres://db/REG_API"),
            Map.entry("DATABASE_POOL_SIZE", "1"),
            Map.entry("SERVER_NAME", "My Shop"),
            Map.entry("API_KEY", "hidden-api"),
            Map.entry("ADMIN_KEY", "hidden-admin"),
            Map.entry("METRICS_KEY", "hidden-metrics"),
            Map.entry("SECRET_KEY", "hidden-secret"),
            Map.entry("SECRET_KEY_PREVIOUS", "hidden-previous"),
            Map.entry("MJ_APIKEY_PRIVATE", "hidden-mailjet"),
            Map.entry("MAILJET_EVENTS_USER", "mail:jet"),
            Map.entry("MAIL_FROM", "hello"),
            Map.entry("MAILJET_URL", "mailjet"),
            Map.entry("MAIL_CONCURRENCY", "0"),
            Map.entry("MAIL_DAILY_LIMIT", "none"),
            Map.entry("MAILS_PER_ADDRESS", "0"),
            Map.entry("MAIL_ADDRESS_INTERVAL", "2h"),
            Map.entry("VALIDATION_TTL", "1m"),
            Map.entry("PASSWORD_RESET_TTL", "2d"),
            Map.entry("PIN_LENGTH", "3"),
            Map.entry("PIN_TTL", "2d"),
            Map.entry("PASSWORD_TRIES", "0"),
            Map.entry("PASSWORD_WAIT", "0s"),
            Map.entry("PIN_TRIES", "21"),
            Map.entry("PIN_TRIES_PER_HOUR", "0"),
            Map.entry("ADDRESS_TRIES_PER_HOUR", "0"),
            Map.entry("KNOWN_CLIENT_TTL", "1h"),
            Map.entry("CLIENT_TRIES_PER_HOUR", "no"),
            Map.entry("CLIENT_REGISTRATIONS_PER_HOUR", "-1"),
            Map.entry("HASHING_CONCURRENCY", "257"),
            Map.entry("HASHING_QUEUE", "many"),
            Map.entry("HASHING_WAIT", "31s"),
            Map.entry("STOP_GRACE", "2m"),
            Map.entry("IDLE_TIMEOUT", "9s"),
            Map.entry("PENDING_TTL", "-1d"),
            Map.entry("MAILS_TTL", "0"),
            Map.entry("EVENTS_TTL", "23h"),
            Map.entry("DOCS", "yes"),
            Map.entry("LOG_FORMAT", "JSON"),
            Map.entry("TRUSTED_PROXIES", "proxy"));

    var faults = faults(wrong);

    assertThat(faults)
        .containsExactlyInAnyOrder(
            "HOST must be an address or name of this machine, such as 127.0.0.1 or 0.0.0.0",
            "PORT must be a whole number from 0 to 65535",
            "PUBLIC_URL must be a URL such as https://register.example.com",
            "DATABASE_URL must be a JDBC URL such as jdbc:postgresql://localhost:5432/REG_API",
            "DATABASE_PASSWORD or DATABASE_PASSWORD_FILE is required with DATABASE_URL",
            "DATABASE_POOL_SIZE must be a whole number from 2 to 200",
            "SERVER_NAME must be 1 to 63 lower case letters, digits, hyphens and dots",
            "API_KEY must be reg_, 8 letters, digits or hyphens, _, and 43 of the same",
            "ADMIN_KEY must have at least 32 characters; make one with: openssl rand -base64 48",
            "METRICS_KEY must have at least 32 characters; make one with: openssl rand -base64 48",
            "SECRET_KEY must have at least 32 characters; make one with: openssl rand -base64 48",
            "SECRET_KEY_PREVIOUS must have at least 32 characters; make one with: openssl rand -base64 48",
            "MJ_APIKEY_PUBLIC is required with MJ_APIKEY_PRIVATE",
            "MAILJET_EVENTS_USER must not contain a colon",
            "MAILJET_EVENTS_PASSWORD is required with MAILJET_EVENTS_USER",
            "MAIL_FROM must be an email address",
            "MAILJET_URL must be a URL such as https://register.example.com",
            "MAIL_CONCURRENCY must be a whole number from 1 to 32",
            "MAIL_DAILY_LIMIT must be a whole number from 1 to 100000000",
            "MAILS_PER_ADDRESS must be a whole number from 1 to 1000",
            "MAIL_ADDRESS_INTERVAL must be a time such as 90s, 15m, 24h or 7d, from 0h to 1h",
            "VALIDATION_TTL must be a time such as 90s, 15m, 24h or 7d, from 5m to 720h",
            "PASSWORD_RESET_TTL must be a time such as 90s, 15m, 24h or 7d, from 5m to 24h",
            "PIN_LENGTH must be a whole number from 4 to 8",
            "PIN_TTL must be a time such as 90s, 15m, 24h or 7d, from 1m to 24h",
            "PASSWORD_TRIES must be a whole number from 1 to 1000",
            "PASSWORD_WAIT must be a time such as 90s, 15m, 24h or 7d, from 1s to 24h",
            "PIN_TRIES must be a whole number from 1 to 20",
            "PIN_TRIES_PER_HOUR must be a whole number from 1 to 1000",
            "ADDRESS_TRIES_PER_HOUR must be a whole number from 1 to 1000000",
            "KNOWN_CLIENT_TTL must be a time such as 90s, 15m, 24h or 7d, from 24h to 8760h",
            "CLIENT_TRIES_PER_HOUR must be a whole number from 1 to 1000000",
            "CLIENT_REGISTRATIONS_PER_HOUR must be a whole number from 1 to 1000000",
            "HASHING_CONCURRENCY must be a whole number from 1 to 256",
            "HASHING_QUEUE must be a whole number from 0 to 10000",
            "HASHING_WAIT must be a time such as 90s, 15m, 24h or 7d, from 1s to 30s",
            "STOP_GRACE must be a time such as 90s, 15m, 24h or 7d, from 0h to 1m",
            "IDLE_TIMEOUT must be a time such as 90s, 15m, 24h or 7d, from 10s to 1h",
            "PENDING_TTL must be a time such as 90s, 15m, 24h or 7d, from 0h to 87600h",
            "MAILS_TTL must be a time such as 90s, 15m, 24h or 7d, from 24h to 87600h",
            "EVENTS_TTL must be a time such as 90s, 15m, 24h or 7d, from 24h to 87600h",
            "DOCS must be on or off",
            "LOG_FORMAT must be text or json",
            "TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, separated by commas");
    assertThat(String.join("\n", faults)).doesNotContain("hidden");
  }

  @Test
  void the_default_public_URL_has_the_port() {
    assertThat(Settings.read(Map.of("PORT", "9000")).mail().publicUrl())
        .isEqualTo(URI.create("http://localhost:9000"));
  }

  @Test
  void port_0_needs_a_public_URL() {
    assertThat(faults(Map.of("PORT", "0")))
        .containsExactly("PUBLIC_URL is required with PORT=0: links in mails start with it");
    assertThat(faults(Map.of("PORT", "0", "PUBLIC_URL", "http://localhost"))).isEmpty();
  }

  @Test
  void an_external_database_needs_a_password() {
    assertThat(faults(Map.of("DATABASE_URL", "jdbc:postgresql://db/REG_API")))
        .containsExactly(
            "DATABASE_PASSWORD or DATABASE_PASSWORD_FILE is required with DATABASE_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://db/x", "jdbc:mysql://db/x", "db", "JDBC:POSTGRESQL://db/x"})
  void a_database_URL_that_is_not_for_PostgreSQL_is_a_fault(String url) {
    assertThat(faults(but(ALL, "DATABASE_URL", url)))
        .containsExactly(
            "DATABASE_URL must be a JDBC URL such as jdbc:postgresql://localhost:5432/REG_API");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]"})
  void development_is_on_loopback(String host) {
    var url = "http://" + (host.equals("::1") ? "[::1]" : host) + ":8000";
    var settings = Settings.read(Map.of("HOST", host, "PUBLIC_URL", url));

    assertThat(settings.isDevelopment()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("org.registrationapi.settings.SettingsExamples#notForDevelopment")
  void one_setting_for_others_ends_development(Map<String, String> settings) {
    assertThat(Settings.read(settings).isDevelopment()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "shop-eu", "a", "shop.example.com"})
  void a_valid_server_name_is_accepted(String name) {
    assertThat(Settings.read(Map.of("SERVER_NAME", name)).serverName()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "my shop", "-shop", "shop/eu"})
  void any_other_server_name_is_a_fault(String name) {
    assertThat(faults(Map.of("SERVER_NAME", name)))
        .containsExactly(
            "SERVER_NAME must be 1 to 63 lower case letters, digits, hyphens and dots");
  }
}

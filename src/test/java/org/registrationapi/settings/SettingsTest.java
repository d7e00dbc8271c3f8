package org.registrationapi.settings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.client.BasicCredentials;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.MailSettings.Sender;
import org.registrationapi.transport.MailSettings.Smtp;

class SettingsTest {
  private static final String KEY_32 = "sL2vWq8hT0xKd4mZr7Yb1Nf6Pc9Gj3Ua";
  private static final String API_KEY = "reg_Zb3-Q9aR_" + "aB1cD2eF3gH4" + KEY_32.substring(1);
  private static final Map<String, String> NONE = Map.of();
  private static final Sender SENDER =
      new Sender("hello@shop.example", Optional.of("The Little Shop"));

  /** A valid value for every setting. */
  private static final Map<String, String> ALL =
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
  private static final Map<String, String> SMTP =
      but(
          but(ALL, "MJ_APIKEY_PUBLIC", null, "MJ_APIKEY_PRIVATE", null),
          "SMTP_URL",
          "smtps://mailer%40shop.example:hidden-smtp@smtp.example.com");

  @TempDir private Path directory;

  private static Map<String, String> but(Map<String, String> variables, String... changes) {
    var changed = new HashMap<>(variables);
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) changed.remove(changes[i]);
      else changed.put(changes[i], changes[i + 1]);
    }
    return changed;
  }

  /** The faults of these variables, one per line. */
  private static List<String> faults(Map<String, String> variables) {
    var exception = catchThrowableOfType(SettingsException.class, () -> Settings.read(variables));
    if (exception == null) return List.of();
    var lines = exception.getMessage().lines().toList();
    assertThat(lines.get(0)).isEqualTo("Invalid settings:");
    return lines.stream().skip(1).map(String::strip).toList();
  }

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
  void a_missing_mail_provider_is_a_warning_outside_development() {
    var production =
        Map.of("DATABASE_URL", "jdbc:postgresql://db/REG_API", "DATABASE_PASSWORD", "x");

    assertThat(Settings.read(production).mailWarning().orElseThrow())
        .contains("neither MJ_APIKEY_PUBLIC nor SMTP_URL is set");
    assertThat(Settings.read(Map.of("PUBLIC_URL", "https://register.example.com")).mailWarning())
        .isPresent();
    assertThat(Settings.read(NONE).mailWarning()).isEmpty();
    assertThat(Settings.read(ALL).mailWarning()).isEmpty();
  }

  @Test
  void Mailjets_events_can_arrive_only_from_Mailjet_and_with_their_settings() {
    var mailjet =
        Map.of(
            "MJ_APIKEY_PUBLIC", "a", "MJ_APIKEY_PRIVATE", "b", "MAIL_FROM", "no-reply@example.com");

    assertThat(Settings.read(ALL).noEventsReason()).isEmpty();
    assertThat(Settings.read(mailjet).noEventsReason().orElseThrow())
        .contains("MAILJET_EVENTS_USER");
    assertThat(Settings.read(SMTP).noEventsReason().orElseThrow()).contains("SMTP");
    assertThat(Settings.read(NONE).noEventsReason()).contains("no mail is sent");
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
  @CsvSource({
    "9.9.9.9, /9.9.9.9:53",
    "127.0.0.1:5353, /127.0.0.1:5353",
    "2001:db8::1, /[2001:db8:0:0:0:0:0:1]:53",
    "[::1]:5353, /[0:0:0:0:0:0:0:1]:5353"
  })
  void a_DNS_server_has_the_usual_port_unless_one_is_given(String text, String server) {
    var settings = Settings.read(but(ALL, "DNS_SERVER", text));

    assertThat(settings.mailCheck().dnsServer().orElseThrow()).hasToString(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dns.example", "9.9.9", "9.9.9.9:0", "9.9.9.9:65536", "9.9.9.9:", ":53"})
  void a_DNS_server_that_is_no_address_is_refused(String text) {
    assertThat(faults(but(ALL, "DNS_SERVER", text)))
        .containsExactly("DNS_SERVER must be an address such as 9.9.9.9 or 127.0.0.1:5353");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s1._domainkey.shop.example.com.x", "s 1", "-", ".s1", "s1/"})
  void a_DKIM_selector_that_is_no_name_is_refused(String text) {
    assertThat(faults(but(ALL, "MAIL_DKIM_SELECTOR", text)))
        .containsExactly("MAIL_DKIM_SELECTOR must be a name such as s1, without ._domainkey");
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

  @ParameterizedTest
  @MethodSource("notForDevelopment")
  void a_weak_key_is_accepted_in_development_only(Map<String, String> settings) {
    var weak = new HashMap<>(Map.of("ADMIN_KEY", "admin", "METRICS_KEY", "metrics"));
    weak.putAll(Map.of("SECRET_KEY", "secret", "API_KEY", "reg_Zb3-Q9aR_" + "a".repeat(43)));
    assertThat(faults(weak)).isEmpty();

    weak.putAll(settings);

    assertThat(faults(weak))
        .extracting(fault -> fault.split(" ", 2)[0])
        .containsExactlyInAnyOrder("ADMIN_KEY", "METRICS_KEY", "SECRET_KEY", "API_KEY");
  }

  @Test
  void a_malformed_API_key_is_refused_in_development_too() {
    assertThat(faults(Map.of("API_KEY", "reg_short")))
        .containsExactly(
            "API_KEY must be reg_, 8 letters, digits or hyphens, _, and 43 of the same");
  }

  @Test
  void Mailjet_needs_both_keys_and_a_sender() {
    assertThat(faults(but(ALL, "MJ_APIKEY_PUBLIC", null)))
        .containsExactly("MJ_APIKEY_PUBLIC is required with MJ_APIKEY_PRIVATE");
    assertThat(faults(but(ALL, "MJ_APIKEY_PRIVATE", null)))
        .containsExactly("MJ_APIKEY_PRIVATE is required with MJ_APIKEY_PUBLIC");
    assertThat(faults(but(ALL, "MAIL_FROM", null)))
        .containsExactly("MAIL_FROM is required with Mailjet: a sender address validated there");
  }

  @Test
  void the_SMTP_server_is_read_with_its_user_and_password() {
    var mail = Settings.read(SMTP).mail();

    assertThat(mail.mailjet()).isEmpty();
    assertThat(mail.smtp())
        .contains(
            new Smtp(
                "smtp.example.com",
                465,
                Encryption.TLS,
                Optional.of(new Login("mailer@shop.example", new Secret("hidden-smtp"))),
                SENDER));
  }

  @Test
  void the_SMTP_server_and_Mailjet_exclude_each_other() {
    var both =
        "SMTP_URL and Mailjet's keys are both set; remove SMTP_URL to send through Mailjet, or"
            + " MJ_APIKEY_PUBLIC and MJ_APIKEY_PRIVATE to send through the SMTP server";

    assertThat(faults(but(ALL, "SMTP_URL", SMTP.get("SMTP_URL")))).containsExactly(both);
    assertThat(faults(but(SMTP, "MJ_APIKEY_PUBLIC", "mailjet-public")))
        .contains(both)
        .contains("MJ_APIKEY_PRIVATE is required with MJ_APIKEY_PUBLIC");
  }

  @Test
  void the_SMTP_server_needs_a_sender() {
    assertThat(faults(but(SMTP, "MAIL_FROM", null)))
        .containsExactly("MAIL_FROM is required with SMTP_URL: the sender's address");
  }

  @Test
  void an_address_gets_one_mail_a_minute_through_the_SMTP_server_by_default() {
    assertThat(Settings.read(but(SMTP, "MAIL_ADDRESS_INTERVAL", null)).mailLimits().interval())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_user_and_the_password_of_events_require_each_other() {
    assertThat(faults(but(ALL, "MAILJET_EVENTS_USER", null)))
        .containsExactly("MAILJET_EVENTS_USER is required with MAILJET_EVENTS_PASSWORD");
    assertThat(faults(but(ALL, "MAILJET_EVENTS_PASSWORD", null)))
        .containsExactly("MAILJET_EVENTS_PASSWORD is required with MAILJET_EVENTS_USER");
  }

  @Test
  void Mailjet_is_not_used_without_both_keys() {
    var settings = Settings.read(but(ALL, "MJ_APIKEY_PUBLIC", null, "MJ_APIKEY_PRIVATE", null));

    assertThat(settings.mail().isSending()).isFalse();
  }

  @Test
  void an_address_gets_one_mail_a_minute_and_five_a_day_with_Mailjet_by_default() {
    assertThat(Settings.read(but(ALL, "MAILS_PER_ADDRESS", null)).mailLimits().perDay())
        .isEqualTo(5);
    assertThat(Settings.read(but(ALL, "MAIL_ADDRESS_INTERVAL", null)).mailLimits().interval())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void the_Mailjet_URL_has_a_default_and_the_sender_name_is_optional() {
    var settings = Settings.read(but(ALL, "MAILJET_URL", null, "MAIL_FROM_NAME", null));
    var mailjet = settings.mail().mailjet().orElseThrow();

    assertThat(mailjet.url()).isEqualTo(URI.create("https://api.mailjet.com"));
    assertThat(mailjet.sender().name()).isEmpty();
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
  @MethodSource("notForDevelopment")
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

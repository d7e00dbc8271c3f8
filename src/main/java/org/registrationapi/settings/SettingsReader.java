package org.registrationapi.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.registrationapi.client.BasicCredentials;
import org.registrationapi.client.ClientAddress;
import org.registrationapi.database.DatabaseSettings;
import org.registrationapi.hashing.HashingLimits;
import org.registrationapi.http.HttpSettings;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.keys.ApiKey;
import org.registrationapi.limits.AddressLimit;
import org.registrationapi.limits.GuessLimit;
import org.registrationapi.limits.GuessLimits;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.servers.ServerChecks;

/** Reads the settings from the variables. It has their names, defaults and bounds. */
final class SettingsReader {
  private static final String MAKE_KEY = "openssl rand -base64 48";
  private static final int MAX_MAILS_PER_ADDRESS = 1_000;
  private static final String MAKE_API_KEY =
      "echo reg_$(openssl rand -hex 4)_$(openssl rand -base64 99 | tr -dc A-Za-z0-9 | head -c 43)";

  private SettingsReader() {}

  /** Reads all settings. A fault is noted in the environment and replaced by a stand-in value. */
  static Settings read(Environment env) {
    var http = http(env);
    var dataDir = Path.of(env.text("DATA_DIR").orElse("data"));
    var database = database(env);
    var serverName = env.text("SERVER_NAME").orElse("localhost");
    if (!ServerChecks.NAME.matcher(serverName).matches())
      env.fault("SERVER_NAME", "must be 1 to 63 lower case letters, digits, hyphens and dots");
    var mail = MailSettingsReader.read(env, http.publicUrl());
    var weakIsFine = Settings.isDevelopment(http, database, mail);
    var apiKey = apiKey(env, weakIsFine);
    var operator =
        new OperatorKeys(keys(env, "ADMIN_KEY", weakIsFine), keys(env, "METRICS_KEY", weakIsFine));
    var secretKey = key(env, "SECRET_KEY", weakIsFine);
    var previousKey = previousKey(env, weakIsFine);
    var events = mailjetEvents(env);
    return new Settings(
        http,
        database,
        mail,
        dataDir,
        env.duration("STOP_GRACE", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
        serverName,
        apiKey,
        operator,
        secretKey,
        previousKey,
        events,
        MailCheckSettingsReader.read(env, http.publicUrl(), events),
        env.number("PIN_LENGTH", 6, 4, 8),
        mailLimits(env, mail.isSending()),
        guesses(env),
        hashing(env),
        retention(env),
        env.word("LOG_FORMAT", LogFormat.TEXT));
  }

  private static Retention retention(Environment env) {
    var longest = Duration.ofDays(3_650);
    var pending = env.duration("PENDING_TTL", Duration.ofDays(7), Duration.ZERO, longest);
    return new Retention(
        pending.isZero() ? Optional.empty() : Optional.of(pending),
        env.duration("MAILS_TTL", Duration.ofDays(90), Duration.ofDays(1), longest),
        env.duration("EVENTS_TTL", Duration.ofDays(400), Duration.ofDays(1), longest));
  }

  /**
   * The limits protect people from many mails. If no mail is sent they are high, because a trial
   * repeats the same address.
   */
  private static MailLimits mailLimits(Environment env, boolean isSending) {
    var perDay = isSending ? 5 : MAX_MAILS_PER_ADDRESS;
    var interval = isSending ? Duration.ofMinutes(1) : Duration.ZERO;
    return new MailLimits(
        env.number("MAILS_PER_ADDRESS", perDay, 1, MAX_MAILS_PER_ADDRESS),
        env.duration("MAIL_ADDRESS_INTERVAL", interval, Duration.ZERO, Duration.ofHours(1)));
  }

  private static GuessLimits guesses(Environment env) {
    var perAddress = env.number("ADDRESS_TRIES_PER_HOUR", 100, 1, 1_000_000);
    return new GuessLimits(
        AddressLimit.passwords(
            env.number("PASSWORD_TRIES", 5, 1, 1_000),
            env.duration(
                "PASSWORD_WAIT", Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofDays(1)),
            perAddress),
        AddressLimit.pins(env.number("PIN_TRIES_PER_HOUR", 10, 1, 1_000), perAddress),
        GuessLimit.clients(env.number("CLIENT_TRIES_PER_HOUR", 50, 1, 1_000_000)),
        GuessLimit.registrations(env.number("CLIENT_REGISTRATIONS_PER_HOUR", 20, 1, 1_000_000)),
        env.duration(
            "KNOWN_CLIENT_TTL", Duration.ofDays(30), Duration.ofDays(1), Duration.ofDays(365)),
        env.number("PIN_TRIES", 5, 1, 20));
  }

  private static HashingLimits hashing(Environment env) {
    return new HashingLimits(
        env.number("HASHING_CONCURRENCY", Runtime.getRuntime().availableProcessors(), 1, 256),
        env.number("HASHING_QUEUE", 32, 0, 10_000),
        env.duration(
            "HASHING_WAIT", Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(30)));
  }

  private static HttpSettings http(Environment env) {
    var host = env.text("HOST").orElse("127.0.0.1");
    if (!isKnown(host))
      env.fault("HOST", "must be an address or name of this machine, such as 127.0.0.1 or 0.0.0.0");
    var port = env.number("PORT", 8000, 0, 65_535);
    var publicUrl = env.url("PUBLIC_URL", URI.create("http://localhost:" + port));
    if (port == 0 && env.text("PUBLIC_URL").isEmpty())
      env.fault("PUBLIC_URL", "is required with PORT=0: links in mails start with it");
    var idleTimeout =
        env.duration(
            "IDLE_TIMEOUT", Duration.ofSeconds(75), Duration.ofSeconds(10), Duration.ofHours(1));
    var docs = env.flag("DOCS", true);
    return new HttpSettings(host, port, publicUrl, idleTimeout, docs, trustedProxies(env));
  }

  private static boolean isKnown(String host) {
    try {
      return InetAddress.getByName(host) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static List<String> trustedProxies(Environment env) {
    var proxies = parts(env.text("TRUSTED_PROXIES").orElse("")).toList();
    try {
      new ClientAddress(proxies);
      return proxies;
    } catch (IllegalArgumentException e) {
      env.fault(
          "TRUSTED_PROXIES",
          "must be addresses or networks such as 10.0.0.0/8, separated by commas");
      return List.of();
    }
  }

  private static DatabaseSettings database(Environment env) {
    var url = env.text("DATABASE_URL");
    var user = env.text("DATABASE_USER").orElse("postgres");
    var password = env.secret("DATABASE_PASSWORD");
    if (url.isPresent() && !url.get().startsWith("jdbc:postgresql:"))
      env.fault(
          "DATABASE_URL", "must be a JDBC URL such as jdbc:postgresql://localhost:5432/REG_API");
    if (url.isPresent() && password.isEmpty())
      env.fault("DATABASE_PASSWORD", "or DATABASE_PASSWORD_FILE is required with DATABASE_URL");
    var poolSize = env.number("DATABASE_POOL_SIZE", 10, 2, 200);
    return new DatabaseSettings(url, user, password.orElse(new Secret("")), poolSize);
  }

  /** The key needs the form that the table of keys requires, in development too. */
  private static Optional<Secret> apiKey(Environment env, boolean weakIsFine) {
    var text = env.secret("API_KEY");
    if (text.isEmpty()) return text;
    var key = ApiKey.parse(text.get().value());
    if (key.isEmpty())
      env.fault("API_KEY", "must be reg_, 8 letters, digits or hyphens, _, and 43 of the same");
    else if (!weakIsFine) refuseWeak(env, "API_KEY", key.get().secret(), MAKE_API_KEY);
    return text;
  }

  private static Optional<Secret> key(Environment env, String name, boolean weakIsFine) {
    var key = env.secret(name);
    if (key.isPresent() && !weakIsFine) refuseWeak(env, name, key.get().value(), MAKE_KEY);
    return key;
  }

  /** A key, or a word for a key that is lost. */
  private static Optional<Secret> previousKey(Environment env, boolean weakIsFine) {
    var name = "SECRET_KEY_PREVIOUS";
    var isLost = env.secret(name).filter(SecretKeys.LOST::equals).isPresent();
    return key(env, name, weakIsFine || isLost);
  }

  /** One key, or two while one replaces the other. */
  private static List<Secret> keys(Environment env, String name, boolean weakIsFine) {
    var text = env.secret(name);
    if (text.isEmpty()) return List.of();
    var keys = parts(text.get().value()).map(Secret::new).toList();
    if (keys.isEmpty() || keys.size() > 2)
      env.fault(name, "must be one key, or two separated by a comma");
    else if (!weakIsFine) keys.forEach(key -> refuseWeak(env, name, key.value(), MAKE_KEY));
    return keys;
  }

  /** The texts between commas. */
  private static Stream<String> parts(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(part -> !part.isEmpty());
  }

  /** A weak key is accepted in development only, where others cannot reach the service. */
  private static void refuseWeak(Environment env, String name, String key, String command) {
    KeyStrength.weakness(key)
        .ifPresent(weakness -> env.fault(name, weakness + "; make one with: " + command));
  }

  private static Optional<BasicCredentials> mailjetEvents(Environment env) {
    var user = env.text("MAILJET_EVENTS_USER");
    var password = env.secret("MAILJET_EVENTS_PASSWORD");
    if (user.isPresent() && user.get().contains(":"))
      env.fault("MAILJET_EVENTS_USER", "must not contain a colon");
    if (user.isPresent() && password.isEmpty())
      env.fault("MAILJET_EVENTS_PASSWORD", "is required with MAILJET_EVENTS_USER");
    if (user.isEmpty() && password.isPresent())
      env.fault("MAILJET_EVENTS_USER", "is required with MAILJET_EVENTS_PASSWORD");
    return user.flatMap(name -> password.map(secret -> new BasicCredentials(name, secret)));
  }
}

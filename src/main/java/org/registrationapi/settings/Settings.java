package org.registrationapi.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.registrationapi.database.DatabaseSettings;
import org.registrationapi.hashing.HashingLimits;
import org.registrationapi.http.HttpSettings;
import org.registrationapi.limits.GuessLimits;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.request.BasicCredentials;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings;

/**
 * Every setting, read from environment variables and checked together.
 *
 * @param dataDir where everything that is made here is kept
 * @param stopGrace how long it goes on serving after it was told to stop
 * @param serverName of the first server
 * @param apiKey of the first server; empty: one is made
 * @param adminKey empty: there is no admin
 * @param secretKey empty: one is made
 * @param mailjetEvents what Mailjet proves itself with; empty: its events are not taken
 * @param pinLength digits
 * @param mailLimits of one address
 * @param guesses how often may be guessed
 * @param hashing how much may be hashed at once
 * @param eventsLife how long events are kept
 * @param logFormat of every line of the log
 */
public record Settings(
    HttpSettings http,
    DatabaseSettings database,
    MailSettings mail,
    Path dataDir,
    Duration stopGrace,
    String serverName,
    Optional<Secret> apiKey,
    Optional<Secret> adminKey,
    Optional<Secret> secretKey,
    Optional<BasicCredentials> mailjetEvents,
    int pinLength,
    MailLimits mailLimits,
    GuessLimits guesses,
    HashingLimits hashing,
    Duration eventsLife,
    LogFormat logFormat) {

  /**
   * Reads the settings.
   *
   * @throws SettingsException naming every one that is wrong or missing
   */
  public static Settings read(Map<String, String> variables) {
    var env = new Environment(variables);
    var settings = SettingsReader.read(env);
    if (!env.faults().isEmpty()) throw new SettingsException(env.faults());
    return settings;
  }

  /** The names of all settings, the {@code …_FILE} twins of secrets aside. */
  public static Set<String> names() {
    var env = new Environment(Map.of());
    SettingsReader.read(env);
    return env.names();
  }

  /**
   * Whether this is a trial on one's own machine: an embedded database, and nobody else can reach
   * it.
   */
  public boolean isDevelopment() {
    return isDevelopment(http, database);
  }

  public static boolean isDevelopment(HttpSettings http, DatabaseSettings database) {
    return database.url().isEmpty() && http.isLoopback();
  }

  /** The names of the settings that have a {@code …_FILE} twin. */
  public static Set<String> secretNames() {
    var env = new Environment(Map.of());
    SettingsReader.read(env);
    return env.secretNames();
  }
}

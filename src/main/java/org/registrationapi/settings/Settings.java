package org.registrationapi.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.registrationapi.client.BasicCredentials;
import org.registrationapi.database.DatabaseSettings;
import org.registrationapi.hashing.HashingLimits;
import org.registrationapi.http.HttpSettings;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.limits.GuessLimits;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.transport.MailSettings;

/**
 * Every setting, read from environment variables and checked together.
 *
 * @param dataDir directory of generated keys and the embedded PostgreSQL
 * @param stopGrace how long it keeps serving after the signal to stop
 * @param serverName of the first server
 * @param apiKey of the first server; if empty, one is generated
 * @param operatorKeys of the admin and of the metrics
 * @param secretKey if empty, one is generated
 * @param previousSecretKey still accepted while links, PINs and idempotency keys of it are in use;
 *     may be {@link SecretKeys#LOST}
 * @param mailjetEvents basic-auth user and password for Mailjet's webhook; if empty, the webhook is
 *     off
 * @param mailCheck what the checks of senders need
 * @param pinLength digits
 * @param mailLimits of one address
 * @param guesses limits on guesses
 * @param hashing limits on concurrent hashing
 * @param retention how long rows are kept
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
    OperatorKeys operatorKeys,
    Optional<Secret> secretKey,
    Optional<Secret> previousSecretKey,
    Optional<BasicCredentials> mailjetEvents,
    MailCheckSettings mailCheck,
    int pinLength,
    MailLimits mailLimits,
    GuessLimits guesses,
    HashingLimits hashing,
    Retention retention,
    LogFormat logFormat) {

  /**
   * Reads the settings.
   *
   * @throws SettingsException naming every invalid or missing setting
   */
  public static Settings read(Map<String, String> variables) {
    var env = new Environment(variables);
    var settings = SettingsReader.read(env);
    if (!env.faults().isEmpty()) throw new SettingsException(env.faults());
    return settings;
  }

  /** The names of all settings, without the {@code …_FILE} variants of secrets. */
  public static Set<String> names() {
    var env = new Environment(Map.of());
    SettingsReader.read(env);
    return env.names();
  }

  /**
   * Whether this is a trial on one machine. Each of these shows that it is not: an external
   * database, an address that others can reach, links that lead elsewhere, or mails that are sent.
   */
  public boolean isDevelopment() {
    return isDevelopment(http, database, mail);
  }

  static boolean isDevelopment(HttpSettings http, DatabaseSettings database, MailSettings mail) {
    return database.url().isEmpty() && http.isLoopback() && !mail.isSending();
  }

  /** What to do if mails ought to be sent and are not, for the operator; empty if all is well. */
  public Optional<String> mailWarning() {
    return mail.isSending() || isDevelopment()
        ? Optional.empty()
        : Optional.of(
            "no mail is sent, because neither MJ_APIKEY_PUBLIC nor SMTP_URL is set; links and PINs are printed"
                + " on the console");
  }

  /**
   * Why the fate of sent mails stays unknown, for the operator; empty if Mailjet can report it by
   * events.
   */
  public Optional<String> noEventsReason() {
    if (mail.smtp().isPresent()) return Optional.of("an SMTP server does not report it");
    if (mail.mailjet().isEmpty()) return Optional.of("no mail is sent");
    return mailjetEvents.isPresent()
        ? Optional.empty()
        : Optional.of("MAILJET_EVENTS_USER is not set, so Mailjet cannot report it");
  }

  /** The names of the settings that have a {@code …_FILE} variant. */
  public static Set<String> secretNames() {
    var env = new Environment(Map.of());
    SettingsReader.read(env);
    return env.secretNames();
  }
}

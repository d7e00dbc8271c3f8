package org.registrationapi;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.BackgroundWork.Job;
import org.registrationapi.database.Database;
import org.registrationapi.events.EventExpiry;
import org.registrationapi.events.EventRollup;
import org.registrationapi.events.FunnelService;
import org.registrationapi.http.Body;
import org.registrationapi.http.ClientAddress;
import org.registrationapi.http.HealthApi;
import org.registrationapi.http.Json;
import org.registrationapi.http.MetricsApi;
import org.registrationapi.http.Stopping;
import org.registrationapi.mail.BounceService;
import org.registrationapi.mail.BouncesApi;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mail.MailEventService;
import org.registrationapi.mail.MailEventsApi;
import org.registrationapi.mail.MailSender;
import org.registrationapi.mail.MailService;
import org.registrationapi.mail.MailStatisticsService;
import org.registrationapi.mail.MailTidying;
import org.registrationapi.mail.Mailbox;
import org.registrationapi.mail.MailboxApi;
import org.registrationapi.mail.MailsApi;
import org.registrationapi.passwords.GuessLimit;
import org.registrationapi.passwords.HashingGate;
import org.registrationapi.passwords.PasswordHasher;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.passwords.PasswordService;
import org.registrationapi.passwords.PasswordsApi;
import org.registrationapi.registration.EmailChangeApi;
import org.registrationapi.registration.EmailChangeService;
import org.registrationapi.registration.Idempotency;
import org.registrationapi.registration.LinkPages;
import org.registrationapi.registration.LinkService;
import org.registrationapi.registration.PasswordResetApi;
import org.registrationapi.registration.PasswordResetService;
import org.registrationapi.registration.RegistrationApi;
import org.registrationapi.registration.RegistrationChecks;
import org.registrationapi.registration.RegistrationLimits;
import org.registrationapi.registration.RegistrationService;
import org.registrationapi.registration.ValidationApi;
import org.registrationapi.registration.ValidationMailService;
import org.registrationapi.registration.ValidationService;
import org.registrationapi.secrets.Fingerprints;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.Secret;
import org.registrationapi.servers.Caches;
import org.registrationapi.servers.KeyService;
import org.registrationapi.servers.KeysApi;
import org.registrationapi.servers.ServerMailService;
import org.registrationapi.servers.ServerMailsApi;
import org.registrationapi.servers.ServerService;
import org.registrationapi.servers.ServersApi;
import org.registrationapi.status.FunnelApi;
import org.registrationapi.status.StatusApi;
import org.registrationapi.status.StatusService;
import org.registrationapi.text.Templates;
import org.registrationapi.users.UserService;
import org.registrationapi.users.UsersApi;

/**
 * The rooms of the house, furnished but not yet at work.
 *
 * @param mailbox empty when mails are really sent
 */
record Features(
    KeyService keyService,
    MailSender sender,
    BackgroundWork background,
    RegistrationApi registration,
    ValidationApi validation,
    PasswordsApi passwords,
    PasswordResetApi passwordReset,
    EmailChangeApi emailChange,
    UsersApi users,
    ServersApi servers,
    KeysApi keys,
    ServerMailsApi serverMails,
    FunnelApi funnel,
    StatusApi status,
    MailsApi mails,
    BouncesApi bounces,
    MailEventsApi mailEvents,
    HealthApi health,
    MetricsApi metrics,
    Optional<MailboxApi> mailbox,
    ClientAddress clientAddress,
    Stopping stopping) {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * Builds them from the ground up.
   *
   * @param console where links are printed while there is no Mailjet account
   */
  static Features build(
      Settings settings,
      Database database,
      Secret secretKey,
      Consumer<String> console,
      Metrics metrics) {
    var jdbi = database.jdbi();
    var clock = Clock.systemUTC();
    var stopping = new Stopping();
    var body = new Body(Json.mapper());
    var templates = new Templates();
    var secrets = new LinkSecrets(secretKey, settings.pinLength());
    var composer =
        new MailComposer(
            templates, secrets, settings.mail().publicUrl(), settings.mail().pinLife());
    var idempotency = new Idempotency(jdbi);
    var sender = MailSender.of(jdbi, composer, settings.mail(), console, metrics);
    var callers = Caches.callers(Ticker.systemTicker());
    var servers = new ServerService(jdbi, callers, Caches.servers(Ticker.systemTicker()));
    var keys = new KeyService(jdbi, servers, callers);
    var users = new UserService(jdbi, clock);
    var gate = new HashingGate(settings.hashing(), metrics);
    metrics.watch(gate);
    var hasher = new PasswordHasher(gate);
    var policy = new PasswordPolicy(servers);
    var guesses = settings.guesses();
    var passwords = new PasswordService(jdbi, hasher, guesses);
    var mailLimits = settings.mailLimits();
    var registration =
        new RegistrationService(
            jdbi,
            new RegistrationChecks(policy, clock),
            new RegistrationLimits(mailLimits, guesses.registration()),
            hasher,
            idempotency,
            sender);
    var links = new LinkService(jdbi, secrets, servers);
    var pages = new LinkPages(templates);
    var passwordReset =
        new PasswordResetService(jdbi, links, policy, hasher, passwords, sender, mailLimits);
    var emailChange = new EmailChangeService(jdbi, links, users, sender, mailLimits);
    var mailStatistics = new MailStatisticsService(jdbi);
    var funnels = new FunnelService(jdbi, clock);
    metrics.watch(mailStatistics, funnels);
    var serverMails =
        new ServerMailService(jdbi, servers, composer, sender, settings.mail().linkLives());
    var mailbox =
        settings.mail().mailjet().isPresent()
            ? Optional.<MailboxApi>empty()
            : Optional.of(new MailboxApi(new Mailbox(jdbi, settings.mail()), composer, templates));
    return new Features(
        keys,
        sender,
        background(jdbi, settings, idempotency),
        new RegistrationApi(
            registration,
            new ValidationMailService(jdbi, users, sender, mailLimits),
            new Fingerprints(secretKey),
            body),
        new ValidationApi(new ValidationService(jdbi, secrets, links, guesses), pages, body),
        new PasswordsApi(passwords, body),
        new PasswordResetApi(passwordReset, pages, body),
        new EmailChangeApi(emailChange, pages, body),
        new UsersApi(users, body),
        new ServersApi(servers, body),
        new KeysApi(keys, body),
        new ServerMailsApi(serverMails, body),
        new FunnelApi(servers, funnels),
        new StatusApi(new StatusService(servers, funnels, mailStatistics), templates),
        new MailsApi(new MailService(jdbi, sender), mailStatistics),
        new BouncesApi(new BounceService(jdbi)),
        new MailEventsApi(new MailEventService(jdbi, settings.mail()), new Body(Json.foreign())),
        new HealthApi(stopping, database::isReady, mailStatistics::pauseReason),
        new MetricsApi(metrics::scrape),
        mailbox,
        new ClientAddress(settings.http().trustedProxies()),
        stopping);
  }

  private static BackgroundWork background(Jdbi jdbi, Settings settings, Idempotency idempotency) {
    var rollup = new EventRollup(jdbi);
    var expiry = new EventExpiry(jdbi, settings.eventsLife());
    return new BackgroundWork(
        List.of(
            new Job("count events", MINUTE, rollup::run),
            new Job("delete old events", HOUR, expiry::run),
            new Job("forget old answers", HOUR, idempotency::tidy),
            new Job("forget old counts of mails", HOUR, new MailTidying(jdbi)::tidy),
            new Job("forget old guesses", HOUR, () -> GuessLimit.tidy(jdbi))));
  }
}

package org.registrationapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.BackgroundWork.Job;
import org.registrationapi.database.Database;
import org.registrationapi.database.Outages;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.docs.SwaggerUi;
import org.registrationapi.emailchange.EmailChangeApi;
import org.registrationapi.emailchange.EmailChangeMailService;
import org.registrationapi.emailchange.EmailChangeService;
import org.registrationapi.emailchange.EmailUndoApi;
import org.registrationapi.emailchange.EmailUndoService;
import org.registrationapi.events.EventRollup;
import org.registrationapi.events.FunnelService;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.hashing.PasswordHasher;
import org.registrationapi.http.Authentication;
import org.registrationapi.http.Cors;
import org.registrationapi.http.HttpServer;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.http.Problems;
import org.registrationapi.http.Routes;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.http.Stopping;
import org.registrationapi.idempotency.Idempotency;
import org.registrationapi.limits.GuessLimit;
import org.registrationapi.links.LinkPages;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.RedirectSecretApi;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mailadmin.MailListApi;
import org.registrationapi.mailadmin.MailStatisticsService;
import org.registrationapi.mailadmin.MailsApi;
import org.registrationapi.mailbox.Mailbox;
import org.registrationapi.mailbox.MailboxApi;
import org.registrationapi.mailbox.MailboxTransport;
import org.registrationapi.mailcheck.MailCheckApi;
import org.registrationapi.mailcheck.MailCheckJob;
import org.registrationapi.mailcheck.MailCheckService;
import org.registrationapi.mailcheck.MailCheckThreads;
import org.registrationapi.mailevents.BouncesApi;
import org.registrationapi.mailevents.MailEventService;
import org.registrationapi.mailevents.MailEventsApi;
import org.registrationapi.passwordreset.PasswordResetApi;
import org.registrationapi.passwordreset.PasswordResetMailService;
import org.registrationapi.passwordreset.PasswordResetService;
import org.registrationapi.passwords.KnownClients;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.passwords.PasswordService;
import org.registrationapi.passwords.PasswordsApi;
import org.registrationapi.registration.RegistrationApi;
import org.registrationapi.registration.RegistrationChecks;
import org.registrationapi.registration.RegistrationService;
import org.registrationapi.request.Body;
import org.registrationapi.request.ClientAddress;
import org.registrationapi.request.Json;
import org.registrationapi.request.LocalRequests;
import org.registrationapi.secrets.Fingerprints;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.RedirectSecrets;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeyCheck;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.servermails.ServerMailService;
import org.registrationapi.servermails.ServerMailsApi;
import org.registrationapi.servers.KeyService;
import org.registrationapi.servers.KeysApi;
import org.registrationapi.servers.Server;
import org.registrationapi.servers.ServerService;
import org.registrationapi.servers.ServersApi;
import org.registrationapi.settings.Settings;
import org.registrationapi.smtp.SmtpTransport;
import org.registrationapi.status.FunnelApi;
import org.registrationapi.status.HealthApi;
import org.registrationapi.status.Metrics;
import org.registrationapi.status.MetricsApi;
import org.registrationapi.status.StatusApi;
import org.registrationapi.status.StatusService;
import org.registrationapi.text.Templates;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.MailjetTransport;
import org.registrationapi.transport.WatchedTransport;
import org.registrationapi.users.UserService;
import org.registrationapi.users.UsersApi;
import org.registrationapi.validation.NewLinkService;
import org.registrationapi.validation.ValidationApi;
import org.registrationapi.validation.ValidationMailService;
import org.registrationapi.validation.ValidationService;

/**
 * Builds the services that several features share, and from them the handlers of each feature.
 * Nothing is started here.
 */
final class Wiring {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Settings settings;
  private final Database database;
  private final Jdbi jdbi;
  private final SecretKeys secretKeys;
  private final OperatorKeys operatorKeys;
  private final SecretKeyCheck secretKeyCheck;
  private final Metrics metrics;
  private final Stopping stopping = new Stopping();
  private final CoreWiring core;
  private final Body body = new Body(Json.mapper());
  private final Templates templates = new Templates();
  private final Idempotency idempotency;
  private final LinkSecrets linkSecrets;
  private final RedirectSecrets redirectSecrets;
  private final LinkPages pages;
  private final MailComposer composer;
  private final Optional<Mailbox> mailbox;
  private final MailSender sender;
  private final ServerService servers;
  private final KeyService keys;
  private final UserService users;
  private final LinkService links;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final KnownClients clients;
  private final PasswordService passwords;
  private final MailStatisticsService mailStatistics;
  private final FunnelService funnels;
  private final MailCheckService mailChecks;
  private final MailCheckJob mailCheckJob;

  /**
   * Builds the shared services, the database first.
   *
   * @param secretKeys what links, PINs and fingerprints are derived from
   * @param operatorKeys as set, or made in development
   * @param console prints the links if no mails are sent
   */
  Wiring(
      Settings settings,
      Database database,
      SecretKeys secretKeys,
      OperatorKeys operatorKeys,
      Consumer<String> console,
      Metrics metrics) {
    this.settings = settings;
    this.database = database;
    this.secretKeys = secretKeys;
    this.operatorKeys = operatorKeys;
    this.metrics = metrics;
    jdbi = database.jdbi();
    secretKeyCheck = new SecretKeyCheck(jdbi, secretKeys);
    idempotency = new Idempotency(jdbi);
    var mail = settings.mail();
    linkSecrets = new LinkSecrets(secretKeys, settings.pinLength());
    redirectSecrets = new RedirectSecrets(secretKeys);
    composer = new MailComposer(templates, linkSecrets, mail.publicUrl(), mail.pinLife());
    core = new CoreWiring(settings, jdbi);
    pages = new LinkPages(templates, redirectSecrets, core.clock());
    servers = core.servers();
    mailbox = mailbox();
    sender = MailSender.of(jdbi, transport(console), mail);
    keys = core.keys();
    users = core.users();
    links = new LinkService(jdbi, linkSecrets, servers);
    var gate = new HashingGate(settings.hashing(), metrics);
    hasher = new PasswordHasher(gate);
    policy = new PasswordPolicy(servers);
    clients = new KnownClients(jdbi, settings.guesses().knownClientLife());
    passwords = new PasswordService(jdbi, hasher, settings.guesses(), clients);
    mailStatistics = core.mailStatistics();
    funnels = new FunnelService(jdbi, core.clock(), settings.noEventsReason().isEmpty());
    var checking = MailCheckThreads.make();
    mailChecks = core.mailChecks(checking);
    mailCheckJob = new MailCheckJob(mailChecks, jdbi, checking);
    metrics.watch(gate);
    metrics.watch(mailStatistics, funnels);
    metrics.watch(mailCheckJob);
  }

  /** In development only, because its mails have links. */
  private Optional<Mailbox> mailbox() {
    if (!settings.isDevelopment()) return Optional.empty();
    var directory = settings.dataDir().resolve("mailbox");
    return Optional.of(
        new Mailbox(
            jdbi,
            core.clock(),
            directory,
            settings.mail().sender(),
            id -> servers.find(id).map(Server::name)));
  }

  /** Mailjet, an SMTP server, or the console and the mailbox if there is neither. */
  private MailTransport transport(Consumer<String> console) {
    var mail = settings.mail();
    if (mail.mailjet().isPresent()) {
      var mailjet = new MailjetTransport(composer, mail.mailjet().get());
      return new WatchedTransport(mailjet, "mailjet", metrics);
    }
    if (mail.smtp().isPresent()) {
      var smtp = new SmtpTransport(composer, mail.smtp().get(), mail.publicUrl());
      return new WatchedTransport(smtp, "smtp", metrics);
    }
    return new MailboxTransport(composer, console, mailbox);
  }

  MailSender sender() {
    return sender;
  }

  SecretKeyCheck secretKeyCheck() {
    return secretKeyCheck;
  }

  Stopping stopping() {
    return stopping;
  }

  /**
   * The HTTP server.
   *
   * @param table adds the routes
   */
  HttpServer httpServer(Consumer<Routes> table) {
    var local = new LocalRequests(settings.isDevelopment());
    var authentication =
        new Authentication(
            keys::callerOfKey,
            operatorKeys,
            settings.mailjetEvents(),
            new ClientAddress(settings.http().trustedProxies()),
            local);
    return HttpServer.create(
        settings.http(),
        new Problems(Outages::isOutage),
        authentication,
        local,
        new Cors(keys::isAllowedOrigin),
        stopping,
        metrics,
        table);
  }

  /** Every periodic job, with its pause. */
  BackgroundWork backgroundWork() {
    var rollup = new EventRollup(jdbi);
    var expiry = core.eventExpiry();
    var mails = core.mailTidying();
    var jobs =
        new ArrayList<>(
            List.of(
                new Job("count events", MINUTE, rollup::run),
                new Job("delete old events", HOUR, expiry::run),
                new Job("delete old answers", HOUR, idempotency::tidy),
                new Job("delete old mails and counts of mails", HOUR, mails::tidy),
                new Job("delete old guesses", HOUR, () -> GuessLimit.tidy(jdbi)),
                new Job("delete old clients", HOUR, clients::tidy),
                new Job(
                    "delete old links to old addresses", HOUR, () -> EmailUndoService.tidy(jdbi))));
    core.pendingExpiry()
        .ifPresent(pending -> jobs.add(new Job("delete expired users", HOUR, pending::run)));
    jobs.add(new Job("check senders", HOUR, mailCheckJob::begin));
    return new BackgroundWork(jobs);
  }

  RegistrationApi registrationApi() {
    var registration =
        new RegistrationService(
            jdbi,
            new RegistrationChecks(policy, core.clock()),
            new RegistrationService.Limits(
                settings.mailLimits(), settings.guesses().registration()),
            hasher,
            idempotency,
            sender);
    return new RegistrationApi(registration, new Fingerprints(secretKeys), body);
  }

  ValidationApi validationApi() {
    var validation = new ValidationService(jdbi, linkSecrets, links, settings.guesses());
    var mails = new ValidationMailService(jdbi, users, sender, settings.mailLimits());
    var newLinks = new NewLinkService(jdbi, links, sender, settings.mailLimits());
    return new ValidationApi(validation, mails, newLinks, pages, body);
  }

  RedirectSecretApi redirectSecretApi() {
    return new RedirectSecretApi(redirectSecrets);
  }

  PasswordsApi passwordsApi() {
    return new PasswordsApi(passwords, body);
  }

  PasswordResetApi passwordResetApi() {
    var mails = new PasswordResetMailService(jdbi, links, sender, settings.mailLimits());
    var resets = new PasswordResetService(jdbi, links, policy, hasher, passwords, sender);
    return new PasswordResetApi(mails, resets, pages, body);
  }

  UsersApi usersApi() {
    return new UsersApi(users, body);
  }

  EmailChangeApi emailChangeApi() {
    var mails = new EmailChangeMailService(jdbi, users, sender, settings.mailLimits());
    return new EmailChangeApi(mails, new EmailChangeService(jdbi, links, sender), pages, body);
  }

  EmailUndoApi emailUndoApi() {
    return new EmailUndoApi(new EmailUndoService(jdbi, links, sender), pages);
  }

  ServersApi serversApi() {
    return new ServersApi(servers, body);
  }

  KeysApi keysApi() {
    return new KeysApi(keys, body);
  }

  ServerMailsApi serverMailsApi() {
    var service =
        new ServerMailService(jdbi, servers, composer, sender, settings.mail().linkLifetimes());
    return new ServerMailsApi(service, body);
  }

  FunnelApi funnelApi() {
    return new FunnelApi(servers, funnels);
  }

  MailCheckApi mailCheckApi() {
    return new MailCheckApi(servers, mailChecks);
  }

  MailsApi mailsApi() {
    return new MailsApi(core.mails(sender::wake), mailStatistics);
  }

  BouncesApi bouncesApi() {
    return new BouncesApi(core.bounces());
  }

  MailEventsApi mailEventsApi() {
    var service = new MailEventService(jdbi, settings.mail());
    return new MailEventsApi(service, new Body(Json.foreign()));
  }

  StatusApi statusApi() {
    var service =
        new StatusService(
            servers,
            funnels,
            mailStatistics,
            mailChecks,
            settings.mail().isSending(),
            settings.mailWarning(),
            settings.noEventsReason());
    return new StatusApi(service, templates);
  }

  MailListApi mailListApi() {
    return new MailListApi(core.mails(sender::wake), templates);
  }

  HealthApi healthApi() {
    return new HealthApi(
        stopping,
        settings.mail().isSending(),
        database::isReady,
        mailStatistics::pauseReason,
        secretKeyCheck::trouble);
  }

  MetricsApi metricsApi() {
    return new MetricsApi(metrics::scrape);
  }

  Optional<MailboxApi> mailboxApi() {
    return mailbox.map(mails -> new MailboxApi(mails, templates));
  }

  /**
   * The documentation page.
   *
   * @param documented the routes to show
   * @param key filled in for a reader on this machine, in development only
   */
  SwaggerUi docs(List<Route> documented, Optional<Secret> key) {
    var developmentKey = settings.isDevelopment() ? key : Optional.<Secret>empty();
    var hasAdminKey = !operatorKeys.admin().isEmpty();
    return new SwaggerUi(documented, hasAdminKey, developmentKey);
  }
}

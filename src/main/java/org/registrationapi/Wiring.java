package org.registrationapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.registrationapi.client.ClientAddress;
import org.registrationapi.client.LocalRequests;
import org.registrationapi.database.Database;
import org.registrationapi.database.Outages;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.docs.SwaggerUi;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.http.Authentication;
import org.registrationapi.http.Cors;
import org.registrationapi.http.HttpServer;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.http.Problems;
import org.registrationapi.http.Routes;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.http.Stopping;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeyCheck;
import org.registrationapi.settings.Settings;
import org.registrationapi.status.HealthApi;
import org.registrationapi.status.Metrics;
import org.registrationapi.status.MetricsApi;
import org.registrationapi.text.Templates;

/**
 * Builds the service: what all features share, then the handlers of each feature, then the HTTP
 * server and the periodic jobs. Nothing is started here.
 */
final class Wiring {
  private final Settings settings;
  private final Database database;
  private final OperatorKeys operatorKeys;
  private final SecretKeyCheck secretKeyCheck;
  private final Metrics metrics;
  private final Stopping stopping = new Stopping();
  private final CoreWiring core;
  private final MailWiring mail;
  private final UserWiring users;
  private final OperatorWiring operator;

  /**
   * Builds the services.
   *
   * @param console prints the links if no mails are sent
   */
  Wiring(
      Settings settings,
      Database database,
      KeyFiles keyFiles,
      Consumer<String> console,
      Metrics metrics) {
    this.settings = settings;
    this.database = database;
    operatorKeys = keyFiles.operatorKeys();
    this.metrics = metrics;
    var secretKeys = keyFiles.secretKeys();
    var templates = new Templates();
    var gate = new HashingGate(settings.hashing(), metrics);
    metrics.watch(gate);
    secretKeyCheck = new SecretKeyCheck(database.jdbi(), secretKeys);
    core = new CoreWiring(settings, database.jdbi());
    mail = new MailWiring(core, templates, secretKeys, metrics, console);
    users = new UserWiring(core, mail, templates, secretKeys, gate);
    operator = new OperatorWiring(core, mail, templates, metrics);
  }

  UserWiring users() {
    return users;
  }

  OperatorWiring operator() {
    return operator;
  }

  MailSender sender() {
    return mail.sender();
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
    var keys = core.keys();
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
        new HttpServer.Admission(local, authentication, new Cors(keys::isAllowedOrigin)),
        stopping,
        metrics,
        table);
  }

  BackgroundWork backgroundWork() {
    var jobs = new ArrayList<>(operator.jobs());
    jobs.addAll(users.jobs());
    return new BackgroundWork(jobs);
  }

  HealthApi healthApi() {
    return new HealthApi(
        stopping,
        settings.mail().isSending(),
        database::isReady,
        core.mailStatistics()::pauseReason,
        secretKeyCheck::trouble);
  }

  MetricsApi metricsApi() {
    return new MetricsApi(metrics::scrape);
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

package org.registrationapi;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.registrationapi.database.Database;
import org.registrationapi.database.DatabaseStartException;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.docs.SwaggerUi;
import org.registrationapi.http.Access;
import org.registrationapi.http.HttpServer;
import org.registrationapi.http.Routes;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.http.ServeException;
import org.registrationapi.http.Stopping;
import org.registrationapi.logs.Console;
import org.registrationapi.logs.Logs;
import org.registrationapi.mailbox.MailboxApi;
import org.registrationapi.secrets.RandomText;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretFile;
import org.registrationapi.secrets.SecretFileException;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.servers.FirstServer;
import org.registrationapi.settings.Settings;
import org.registrationapi.settings.SettingsException;
import org.registrationapi.status.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, starts the service, and stops it in reverse order. */
public final class Main implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int SECRET_KEY_LENGTH = 64; // 380 bits
  private static final int ADMIN_KEY_LENGTH = 43; // 256 bits

  private final Database database;
  private final MailSender sender;
  private final BackgroundWork background;
  private final HttpServer server;
  private final Stopping stopping;
  private final Metrics metrics;

  private Main(
      Database database,
      MailSender sender,
      BackgroundWork background,
      HttpServer server,
      Stopping stopping,
      Metrics metrics) {
    this.database = database;
    this.sender = sender;
    this.background = background;
    this.server = server;
    this.stopping = stopping;
    this.metrics = metrics;
  }

  /**
   * Runs the command that the arguments name. Without one it starts the service with the settings
   * of the environment; an operator's error, such as a wrong setting, ends it with a message and
   * exit code 1.
   */
  public static void main(String[] args) {
    ignoreLocaleAndTimeZone();
    if (args.length > 0) runIfCommand(args);
    serve();
  }

  /** The JVM would write in the encoding of the locale, but JSON is UTF-8. */
  private static void runIfCommand(String[] args) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    var commands = CommandMain.commands(System.getenv(), out, err);
    if (!commands.knows(args)) {
      err.println(args[0] + " is no command and is ignored; --help lists the commands");
      return;
    }
    Logs.useForCommand();
    System.exit(commands.run(args));
  }

  private static void serve() {
    try {
      var settings = Settings.read(System.getenv());
      Logs.use(settings.logFormat());
      var main = start(settings);
      Shutdown.onSignal(main, settings.stopGrace());
      main.database.started();
    } catch (SettingsException | DatabaseStartException | SecretFileException | ServeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Numbers are formatted with the digits of the default locale, which are others in Arabic, for
   * example. The driver tells PostgreSQL the default time zone, and PostgreSQL refuses some of
   * Java's names.
   */
  private static void ignoreLocaleAndTimeZone() {
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  /**
   * Starts everything.
   *
   * @throws DatabaseStartException if the database cannot be used
   */
  public static Main start(Settings settings) {
    return start(settings, Main::work);
  }

  /**
   * Starts everything but the sender and the periodic jobs, so that only requests use the database.
   *
   * @throws DatabaseStartException if the database cannot be used
   */
  public static Main startRequestsOnly(Settings settings) {
    return start(settings, main -> {});
  }

  private static Main start(Settings settings, Consumer<Main> background) {
    var database = Database.open(settings.database(), settings.dataDir());
    try {
      return start(settings, database, background);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Main start(Settings settings, Database database, Consumer<Main> background) {
    var keyFile = new SecretFile(settings.dataDir().resolve("api-key"));
    var first =
        new FirstServer(database.jdbi(), keyFile).ensure(settings.serverName(), settings.apiKey());
    settings.mailWarning().ifPresent(LOG::warn);
    var madeAdminKey = madeAdminKey(settings);
    var console = new Console(settings.logFormat(), System.out);
    var metrics = new Metrics();
    database.measureIn(metrics.registry());
    var operatorKeys = madeAdminKey.map(settings.operatorKeys()::withAdmin);
    var wiring =
        new Wiring(
            settings,
            database,
            secretKeys(settings),
            operatorKeys.orElse(settings.operatorKeys()),
            console,
            metrics);
    wiring.secretKeyCheck().run();
    var server = wiring.httpServer(route -> routes(route, wiring, settings, first.key()));
    var main =
        new Main(
            database, wiring.sender(), wiring.backgroundWork(), server, wiring.stopping(), metrics);
    main.server.start();
    background.accept(main);
    console.accept(Banner.of(settings, server.port(), first, madeAdminKey));
    return main;
  }

  private void work() {
    sender.start();
    background.start();
  }

  private static SecretKeys secretKeys(Settings settings) {
    var kept = new SecretFile(settings.dataDir().resolve("secret-key"));
    var current =
        settings
            .secretKey()
            .orElseGet(() -> kept.readOrMake(() -> RandomText.alphanumeric(SECRET_KEY_LENGTH)));
    return new SecretKeys(current, settings.previousSecretKey());
  }

  /** In development one is made unless it is set, so that every route can be tried. */
  private static Optional<Secret> madeAdminKey(Settings settings) {
    if (!settings.isDevelopment() || !settings.operatorKeys().admin().isEmpty())
      return Optional.empty();
    var kept = new SecretFile(settings.dataDir().resolve("admin-key"));
    return Optional.of(kept.readOrMake(() -> RandomText.alphanumeric(ADMIN_KEY_LENGTH)));
  }

  /** Every route, in the order of .github/API.md. */
  private static void routes(
      Routes route, Wiring wiring, Settings settings, Optional<Secret> firstKey) {
    registrationRoutes(route, wiring);
    userRoutes(route, wiring);
    serverRoutes(route, wiring);
    mailRoutes(route, wiring);
    serviceRoutes(route, wiring, settings);
    if (settings.http().docs()) docsRoutes(route, wiring, firstKey);
  }

  private static void registrationRoutes(Routes route, Wiring wiring) {
    var validation = wiring.validationApi();
    var passwordReset = wiring.passwordResetApi();
    route.post("/users", wiring.registrationApi()::register, Access.ANY_KEY);
    route.post("/users/{user}/validation", validation::sendAgain, Access.SERVER);
    route.post("/validation", validation::activateByPin, Access.ANY_KEY);
    route.get("/validation/{token}", validation::show, Access.PUBLIC);
    route.post("/validation/{token}", validation::activate, Access.PUBLIC);
    route.post("/validation/{token}/reject", validation::reject, Access.PUBLIC);
    route.post("/validation/{token}/new-link", validation::requestNewLink, Access.PUBLIC);
    route.get("/redirect-secret", wiring.redirectSecretApi()::get, Access.SERVER);
    route.post("/users/authenticate", wiring.passwordsApi()::authenticate, Access.SERVER);
    route.post("/users/password-reset", passwordReset::request, Access.SERVER);
    route.get("/password-reset/{token}", passwordReset::show, Access.PUBLIC);
    route.post("/password-reset/{token}", passwordReset::change, Access.PUBLIC);
    route.post("/password-reset/{token}/new-link", passwordReset::requestAgain, Access.PUBLIC);
  }

  private static void userRoutes(Routes route, Wiring wiring) {
    var users = wiring.usersApi();
    var emailChange = wiring.emailChangeApi();
    var emailUndo = wiring.emailUndoApi();
    route.get("/users", users::list, Access.SERVER);
    route.delete("/users", users::deleteByEmail, Access.SERVER);
    route.get("/users/{user}", users::get, Access.SERVER);
    route.patch("/users/{user}", users::change, Access.SERVER);
    route.delete("/users/{user}", users::delete, Access.SERVER);
    route.post("/users/{user}/email", emailChange::request, Access.SERVER);
    route.delete("/users/{user}/email", emailChange::withdraw, Access.SERVER);
    route.get("/email-change/{token}", emailChange::show, Access.PUBLIC);
    route.post("/email-change/{token}", emailChange::change, Access.PUBLIC);
    route.get("/email-undo/{token}", emailUndo::show, Access.PUBLIC);
    route.post("/email-undo/{token}", emailUndo::undo, Access.PUBLIC);
  }

  private static void serverRoutes(Routes route, Wiring wiring) {
    var servers = wiring.serversApi();
    var keys = wiring.keysApi();
    var serverMails = wiring.serverMailsApi();
    route.post("/servers", servers::create, Access.ADMIN);
    route.get("/servers", servers::list, Access.ADMIN);
    route.get("/servers/{name}", servers::get, Access.ADMIN);
    route.patch("/servers/{name}", servers::change, Access.ADMIN);
    route.delete("/servers/{name}", servers::remove, Access.ADMIN);
    route.post("/servers/{name}/keys", keys::create, Access.ADMIN);
    route.get("/servers/{name}/keys", keys::list, Access.ADMIN);
    route.delete("/servers/{name}/keys/{id}", keys::revoke, Access.ADMIN);
    route.get("/servers/{name}/funnel", wiring.funnelApi()::get, Access.ADMIN);
    route.get("/servers/{name}/mail-check", wiring.mailCheckApi()::get, Access.ADMIN);
    route.get("/servers/{name}/mails/{kind}", serverMails::preview, Access.ADMIN);
    route.post("/servers/{name}/mails/{kind}/test", serverMails::sendTest, Access.ADMIN);
  }

  private static void mailRoutes(Routes route, Wiring wiring) {
    var mails = wiring.mailsApi();
    var bounces = wiring.bouncesApi();
    route.get("/mails", mails::list, Access.ADMIN);
    route.get("/mails/statistics", mails::statistics, Access.ADMIN);
    route.get("/mails/{id}", mails::get, Access.ADMIN);
    route.post("/mails/{id}/retry", mails::retry, Access.ADMIN);
    route.post("/mails/{id}/cancel", mails::cancel, Access.ADMIN);
    route.get("/bounces", bounces::list, Access.ADMIN);
    route.delete("/bounces/{email}", bounces::lift, Access.ADMIN);
  }

  private static void serviceRoutes(Routes route, Wiring wiring, Settings settings) {
    var health = wiring.healthApi();
    route.get("/status", wiring.statusApi()::show, statusAccess(settings));
    route.get("/status/mails", wiring.mailListApi()::show, statusAccess(settings));
    if (settings.mailjetEvents().isPresent())
      route.post("/mailjet/events", wiring.mailEventsApi()::receive, Access.MAILJET);
    route.get("/health/live", health::live, Access.PUBLIC);
    route.get("/health/ready", health::ready, Access.PUBLIC);
    route.get("/metrics", wiring.metricsApi()::show, Access.METRICS);
    wiring.mailboxApi().ifPresent(mailbox -> mailboxRoutes(route, mailbox));
  }

  private static void mailboxRoutes(Routes route, MailboxApi mailbox) {
    route.get("/mailbox", mailbox::list, Access.LOCAL);
    route.get("/mailbox/{mail}", mailbox::get, Access.LOCAL);
    route.get("/mailbox/{mail}/html", mailbox::html, Access.LOCAL);
  }

  /** In development only this machine can reach the pages, so they need no key. */
  private static Access statusAccess(Settings settings) {
    return settings.isDevelopment() ? Access.LOCAL : Access.ADMIN_PAGE;
  }

  private static void docsRoutes(Routes route, Wiring wiring, Optional<Secret> firstKey) {
    var documented = new ArrayList<>(route.all());
    documented.add(SwaggerUi.DOCUMENT_ROUTE);
    var docs = wiring.docs(documented, firstKey);
    route.files(SwaggerUi::files);
    route.get(SwaggerUi.DOCUMENT_ROUTE.path(), docs::openApi, Access.PUBLIC);
    route.get("/", docs::redirect, Access.PUBLIC);
    route.get("/docs", docs::page, Access.PUBLIC);
    route.get("/docs/swagger-initializer.js", docs::initializer, Access.PUBLIC);
    if (docs.hasKey()) route.get(SwaggerUi.KEY_PATH, docs::key, Access.LOCAL);
  }

  /** The route table, without OPTIONS and HEAD. */
  public List<Route> routes() {
    return server.routes();
  }

  /** The port it serves on. */
  public int port() {
    return server.port();
  }

  /**
   * Continues to serve, but reports "not ready". It starts no further mails, so that those under
   * way finish in time; other instances or the next start send the rest.
   */
  void prepareToStop() {
    stopping.begin();
    sender.stop();
    background.stop();
  }

  /** Finishes the requests and the mails under way, then closes the database. */
  @Override
  public void close() {
    server.close();
    sender.close();
    background.close();
    database.close();
    metrics.close();
  }
}

package org.registrationapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.registrationapi.database.Database;
import org.registrationapi.database.DatabaseStartException;
import org.registrationapi.database.Outages;
import org.registrationapi.http.Access;
import org.registrationapi.http.Authentication;
import org.registrationapi.http.Cors;
import org.registrationapi.http.HttpServer;
import org.registrationapi.http.Problems;
import org.registrationapi.http.Routes;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.http.ServeException;
import org.registrationapi.http.Stopping;
import org.registrationapi.http.SwaggerUi;
import org.registrationapi.logs.Console;
import org.registrationapi.logs.Logs;
import org.registrationapi.mail.MailSender;
import org.registrationapi.secrets.RandomText;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretFile;
import org.registrationapi.servers.FirstServer;

/**
 * Reads the settings, builds the house from the ground up, starts it, and stops it in the opposite
 * order.
 */
public final class Main implements AutoCloseable {
  private static final int SECRET_KEY_LENGTH = 64; // 380 bits

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
   * Starts with the settings of the environment; an operator's mistake ends it with a message and
   * exit code 1.
   */
  public static void main(String[] args) {
    try {
      var settings = Settings.read(System.getenv());
      Logs.use(settings.logFormat());
      Shutdown.onSignal(start(settings), settings.stopGrace());
    } catch (SettingsException | DatabaseStartException | ServeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Starts everything.
   *
   * @throws DatabaseStartException if the database cannot be used
   */
  static Main start(Settings settings) {
    var database = Database.open(settings.database(), settings.dataDir());
    try {
      return start(settings, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static Main start(Settings settings, Database database) {
    var keyFile = new SecretFile(settings.dataDir().resolve("api-key"));
    var first =
        new FirstServer(database.jdbi(), keyFile).ensure(settings.serverName(), settings.apiKey());
    var developmentKey = settings.isDevelopment() ? first.key() : Optional.<Secret>empty();
    var console = new Console(settings.logFormat(), System.out);
    var metrics = new Metrics();
    database.measureIn(metrics.registry());
    var features = Features.build(settings, database, secretKey(settings), console, metrics);
    var keys = features.keyService();
    var authentication =
        new Authentication(
            keys::caller, settings.adminKey(), settings.mailjetEvents(), features.clientAddress());
    var problems = new Problems(Outages::isOutage);
    var server =
        HttpServer.create(
            settings.http(),
            problems,
            authentication,
            new Cors(keys::isAllowedOrigin),
            features.stopping(),
            metrics,
            route -> routes(route, features, settings, developmentKey));
    var main =
        new Main(
            database,
            features.sender(),
            features.background(),
            server,
            features.stopping(),
            metrics);
    server.start();
    features.sender().start();
    features.background().start();
    console.accept(Banner.of(settings, server.port(), first));
    return main;
  }

  private static Secret secretKey(Settings settings) {
    var kept = new SecretFile(settings.dataDir().resolve("secret-key"));
    return settings
        .secretKey()
        .orElseGet(() -> kept.readOrMake(() -> RandomText.alphanumeric(SECRET_KEY_LENGTH)));
  }

  /** Every route, in the order of .github/API.md. */
  private static void routes(
      Routes route, Features f, Settings settings, Optional<Secret> developmentKey) {
    route.post("/users", f.registration()::register, Access.ANY_KEY);
    route.post("/users/{user}/validation", f.registration()::sendAgain, Access.SERVER);
    route.post("/validation", f.validation()::activateByPin, Access.ANY_KEY);
    route.get("/validation/{token}", f.validation()::show, Access.PUBLIC);
    route.post("/validation/{token}", f.validation()::activate, Access.PUBLIC);
    route.post("/validation/{token}/reject", f.validation()::reject, Access.PUBLIC);
    route.post("/users/authenticate", f.passwords()::authenticate, Access.SERVER);
    route.post("/users/password-reset", f.passwordReset()::request, Access.SERVER);
    route.get("/password-reset/{token}", f.passwordReset()::show, Access.PUBLIC);
    route.post("/password-reset/{token}", f.passwordReset()::change, Access.PUBLIC);

    route.get("/users", f.users()::list, Access.SERVER);
    route.delete("/users", f.users()::deleteByEmail, Access.SERVER);
    route.get("/users/{user}", f.users()::get, Access.SERVER);
    route.patch("/users/{user}", f.users()::change, Access.SERVER);
    route.delete("/users/{user}", f.users()::delete, Access.SERVER);
    route.post("/users/{user}/email", f.emailChange()::request, Access.SERVER);
    route.get("/email-change/{token}", f.emailChange()::show, Access.PUBLIC);
    route.post("/email-change/{token}", f.emailChange()::change, Access.PUBLIC);

    operatorRoutes(route, f);
    route.get("/status", f.status()::show, statusAccess(settings));
    if (settings.mailjetEvents().isPresent())
      route.post("/mailjet/events", f.mailEvents()::receive, Access.MAILJET);

    route.get("/health/live", f.health()::live, Access.PUBLIC);
    route.get("/health/ready", f.health()::ready, Access.PUBLIC);
    route.get("/metrics", f.metrics()::show, Access.ADMIN_OR_LOCAL);
    f.mailbox().ifPresent(mailbox -> route.get("/mailbox", mailbox::list, Access.LOCAL));
    f.mailbox().ifPresent(mailbox -> route.get("/mailbox/{mail}", mailbox::show, Access.LOCAL));
    if (settings.http().docs()) docs(route, f, developmentKey);
  }

  /** In development there need not be an admin key, and nobody else can reach it. */
  private static Access statusAccess(Settings settings) {
    return settings.isDevelopment() ? Access.LOCAL : Access.ADMIN_PAGE;
  }

  private static void operatorRoutes(Routes route, Features f) {
    route.post("/servers", f.servers()::create, Access.ADMIN);
    route.get("/servers", f.servers()::list, Access.ADMIN);
    route.get("/servers/{name}", f.servers()::get, Access.ADMIN);
    route.patch("/servers/{name}", f.servers()::change, Access.ADMIN);
    route.delete("/servers/{name}", f.servers()::remove, Access.ADMIN);
    route.post("/servers/{name}/keys", f.keys()::create, Access.ADMIN);
    route.get("/servers/{name}/keys", f.keys()::list, Access.ADMIN);
    route.delete("/servers/{name}/keys/{id}", f.keys()::revoke, Access.ADMIN);
    route.get("/servers/{name}/funnel", f.funnel()::get, Access.ADMIN);
    route.get("/servers/{name}/mails/{kind}", f.serverMails()::preview, Access.ADMIN);
    route.post("/servers/{name}/mails/{kind}/test", f.serverMails()::sendTest, Access.ADMIN);

    route.get("/mails", f.mails()::list, Access.ADMIN);
    route.get("/mails/statistics", f.mails()::statistics, Access.ADMIN);
    route.get("/mails/{id}", f.mails()::get, Access.ADMIN);
    route.post("/mails/{id}/retry", f.mails()::retry, Access.ADMIN);
    route.post("/mails/{id}/cancel", f.mails()::cancel, Access.ADMIN);
    route.get("/bounces", f.bounces()::list, Access.ADMIN);
    route.delete("/bounces/{email}", f.bounces()::lift, Access.ADMIN);
  }

  private static void docs(Routes route, Features f, Optional<Secret> developmentKey) {
    var documented = new ArrayList<>(route.all());
    documented.add(SwaggerUi.DOCUMENT_ROUTE);
    var ui = new SwaggerUi(documented, developmentKey, f.clientAddress());
    route.get(SwaggerUi.DOCUMENT_ROUTE.path(), ui::openApi, Access.PUBLIC);
    route.get("/", ui::redirect, Access.PUBLIC);
    route.get("/docs", ui::page, Access.PUBLIC);
    route.get("/docs/swagger-initializer.js", ui::initializer, Access.PUBLIC);
  }

  /** The route table, OPTIONS and HEAD aside. */
  List<Route> routes() {
    return server.routes();
  }

  /** The port it serves on. */
  int port() {
    return server.port();
  }

  /**
   * Goes on serving, but says that it will not for long; no further mails are begun, so that those
   * under way are finished in time. Other instances send them, or the next start.
   */
  void prepareToStop() {
    stopping.begin();
    sender.stop();
    background.stop();
  }

  /** Finishes the requests and the mails under way, then lets go of the database. */
  @Override
  public void close() {
    server.close();
    sender.close();
    background.close();
    database.close();
    metrics.close();
  }
}

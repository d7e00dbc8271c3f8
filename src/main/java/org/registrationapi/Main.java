package org.registrationapi;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.registrationapi.database.Database;
import org.registrationapi.database.DatabaseStartException;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.http.HttpServer;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.http.ServeException;
import org.registrationapi.http.Stopping;
import org.registrationapi.logs.Console;
import org.registrationapi.logs.Logs;
import org.registrationapi.secrets.SecretFileException;
import org.registrationapi.servers.FirstServer;
import org.registrationapi.settings.Settings;
import org.registrationapi.settings.SettingsException;
import org.registrationapi.status.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings, starts the service, and stops it in reverse order. */
public final class Main implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

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
    var keyFiles = new KeyFiles(settings);
    var first =
        new FirstServer(database.jdbi(), keyFiles.apiKey())
            .ensure(settings.serverName(), settings.apiKey());
    settings.mailWarning().ifPresent(LOG::warn);
    var console = new Console(settings.logFormat(), System.out);
    var metrics = new Metrics();
    database.measureIn(metrics.registry());
    var wiring = new Wiring(settings, database, keyFiles, console, metrics);
    wiring.secretKeyCheck().run();
    var routes = new RouteTable(wiring, settings, first.key());
    var server = wiring.httpServer(routes::addTo);
    var main =
        new Main(
            database, wiring.sender(), wiring.backgroundWork(), server, wiring.stopping(), metrics);
    main.server.start();
    background.accept(main);
    console.accept(Banner.of(settings, server.port(), first, keyFiles.madeAdminKey()));
    return main;
  }

  private void work() {
    sender.start();
    background.start();
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

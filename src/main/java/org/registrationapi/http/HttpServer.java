package org.registrationapi.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.registrationapi.answer.PublicPath;
import org.registrationapi.client.LocalRequests;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.request.Body;
import org.registrationapi.request.Query;
import org.registrationapi.request.RequestId;

/** Javalin with the configuration shared by all routes. */
public final class HttpServer implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int STOP_MILLISECONDS = 20_000;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  private final Javalin javalin;
  private final List<Route> routes;
  private final HttpSettings settings;

  private HttpServer(Javalin javalin, List<Route> routes, HttpSettings settings) {
    this.javalin = javalin;
    this.settings = settings;
    this.routes = routes;
  }

  /**
   * What decides who is answered.
   *
   * @param local in development refuses a host that does not name this machine
   * @param authentication checks who sent the request
   * @param cors tells browsers which web pages may send it
   */
  public record Admission(LocalRequests local, Authentication authentication, Cors cors) {}

  /**
   * Creates the server without starting it.
   *
   * @param watch receives every answer
   * @param table adds the routes
   */
  public static HttpServer create(
      HttpSettings settings,
      Problems problems,
      Admission admission,
      Stopping stopping,
      HttpWatch watch,
      Consumer<Routes> table) {
    var headers = new SecurityHeaders(settings.publicUrl());
    var routes = new ArrayList<Route>();
    var javalin =
        Javalin.create(
            config -> {
              configure(config, settings);
              config.requestLogger.http((ctx, milliseconds) -> report(watch, ctx, milliseconds));
              config.jetty.modifyHttpConfiguration(
                  http -> http.addCustomizer(stopping::closeConnection));
              config.jetty.modifyServer(server -> modify(server, new JettyProblems(headers)));
              config.routes.before(
                  ctx -> begin(ctx, settings.publicUrl(), headers, admission.local()));
              config.routes.beforeMatched(ctx -> admit(ctx, admission.authentication()));
              problems.handleIn(config.routes);
              var written = new Routes(config.routes, config.staticFiles);
              table.accept(written);
              written.answerOptions(admission.cors());
              routes.addAll(written.all());
            });
    return new HttpServer(javalin, List.copyOf(routes), settings);
  }

  /** The route table, without OPTIONS and HEAD. */
  public List<Route> routes() {
    return routes;
  }

  private static void begin(
      Context ctx, URI publicUrl, SecurityHeaders headers, LocalRequests local) {
    RequestId.answer(ctx);
    PublicPath.remember(ctx, publicUrl);
    headers.add(ctx);
    local.checkHost(ctx);
    refuseOverride(ctx);
    Query.checkReadable(ctx);
  }

  private static void admit(Context ctx, Authentication authentication) {
    RequestLog.rememberRoute(ctx);
    authentication.check(ctx);
  }

  private static void report(HttpWatch watch, Context ctx, float milliseconds) {
    var method = ctx.method().name();
    var endpoint = ctx.endpoints().matchedHttpEndpoint(); // also if access was refused
    watch.answered(
        METHODS.contains(method) ? method : "other",
        endpoint == null ? "unmatched" : endpoint.path,
        ctx.statusCode(),
        Problems.in(ctx),
        Duration.ofNanos((long) (milliseconds * 1e6)));
  }

  /** Javalin obeys this header, which would turn a GET into a DELETE. */
  private static void refuseOverride(Context ctx) {
    if (ctx.header("X-HTTP-Method-Override") != null)
      throw Failure.of(
          ErrorCode.MALFORMED_REQUEST, "The header X-HTTP-Method-Override is not supported.");
  }

  private static void configure(JavalinConfig config, HttpSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = Runtime.version().feature() >= 21;
    config.http.maxRequestSize = Body.MAX_BYTES;
    config.http.compressionStrategy = uncompressed();
    config.http.prefer405over404 = true;
    config.http.strictContentTypes = true;
    config.http.defaultContentType = "text/plain; charset=utf-8"; // of answers without a body
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    config.jetty.modifyHttpConfiguration(HttpServer::modify);
  }

  /**
   * The proxy compresses, as it terminates TLS. The empty list of types saves a search for each
   * answer.
   */
  private static CompressionStrategy uncompressed() {
    var none = new CompressionStrategy(null, null);
    none.setExcludedMimeTypes(List.of());
    return none;
  }

  private static void modify(Server server, JettyProblems problems) {
    server.setHandler(new Correlation()); // Javalin adds its handler inside it
    server.setErrorHandler(problems);
    server.setRequestLog(new RequestLog());
    server.setStopTimeout(STOP_MILLISECONDS); // requests in flight finish
  }

  private static void modify(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    // else a key that differs only in case is taken for a cached one
    http.setHeaderCacheCaseSensitive(true);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
  }

  /**
   * Starts to serve.
   *
   * @throws ServeException if the port cannot be bound
   */
  public void start() {
    try {
      javalin.start();
      cutSlowConnections();
    } catch (RuntimeException e) {
      throw new ServeException(
          "cannot serve on %s:%d; is it in use? Change HOST or PORT"
              .formatted(settings.host(), settings.port()),
          e);
    }
  }

  /** Closes connections that are idle or deliver a request too slowly. */
  private void cutSlowConnections() {
    for (var connector : javalin.jettyServer().server().getConnectors())
      if (connector instanceof AbstractConnector slow) {
        slow.setIdleTimeout(settings.idleTimeout().toMillis());
        slow.addBean(new SlowConnections(slow.getScheduler()));
      }
  }

  /** The port it serves on. */
  public int port() {
    return javalin.port();
  }

  /** Accepts no new requests, and waits for those in flight. */
  @Override
  public void close() {
    javalin.stop();
  }
}

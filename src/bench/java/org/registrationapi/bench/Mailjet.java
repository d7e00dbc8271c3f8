package org.registrationapi.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Plays Mailjet: takes every message, after a time. */
final class Mailjet implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"CustomID\":\"([^\"]*)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Duration delay;
  private final Map<String, Integer> messages = new ConcurrentHashMap<>();

  private Mailjet(HttpServer server, Duration delay) {
    this.server = server;
    this.delay = delay;
  }

  static Mailjet answeringIn(Duration delay) {
    // else the body of an answer waits 40 ms for the client's word that its headers have come
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var mailjet = new Mailjet(HttpServer.create(loopback, 100), delay);
      mailjet.server.createContext("/", mailjet::answer);
      mailjet.server.setExecutor(mailjet.threads);
      mailjet.server.start();
      return mailjet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One that is so slow that nearly all mails wait: then a bench sees what the requests cost, and
   * not what writing mails does.
   */
  static Mailjet slow() {
    return answeringIn(Duration.ofSeconds(20));
  }

  /** The settings that lead to it. */
  Map<String, String> settings() {
    return Map.of(
        "MJ_APIKEY_PUBLIC", "bench",
        "MJ_APIKEY_PRIVATE", "bench",
        "MAIL_FROM", "noreply@example.com",
        "MAILJET_URL", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often each message came, by its id. */
  Map<String, Integer> messages() {
    return messages;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var start = System.nanoTime();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var ids = ID.matcher(body).results().map(match -> match.group(1)).toList();
      ids.forEach(id -> messages.merge(id, 1, Integer::sum));
      var answer =
          ids.stream()
              .map(
                  id ->
                      "{\"Status\":\"success\",\"CustomID\":\""
                          + id
                          + "\",\"To\":[],\"Cc\":[],\"Bcc\":[]}")
              .collect(Collectors.joining(",", "{\"Messages\":[", "]}"))
              .getBytes(StandardCharsets.UTF_8);
      App.pause(Math.max(0, delay.toMillis() - (System.nanoTime() - start) / 1_000_000));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

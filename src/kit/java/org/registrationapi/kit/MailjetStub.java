package org.registrationapi.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A stub of Mailjet's API with configurable responses. */
public final class MailjetStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // otherwise the body of a response waits 40 ms for the client's acknowledgement of the headers
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Consumer<Call> listener;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Answer> behaviour = this::remember;
  private final MailjetRestStub rest = new MailjetRestStub();

  /** Accepts every message and remembers it, until {@link #answer} changes that. */
  public MailjetStub() {
    this(call -> {});
  }

  /** Like the other one, and reports each call to the listener before the response. */
  public MailjetStub(Consumer<Call> listener) {
    this.listener = listener;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A call with its body as JSON. */
  public record Call(String method, String path, String authorization, JsonNode body) {
    public List<JsonNode> messages() {
      return body.path("Messages").valueStream().toList();
    }
  }

  /** A response; {@link #CUT} closes the connection without one. */
  public record Answer(int status, String body) {
    public static final Answer CUT = new Answer(0, "");

    /** The response to a search for a CustomID. */
    public static Answer found(boolean isKnown) {
      var count = isKnown ? 1 : 0;
      var data = isKnown ? "{\"ID\":1}" : "";
      return new Answer(
          200, "{\"Count\":%d,\"Data\":[%s],\"Total\":%d}".formatted(count, data, count));
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The settings that make the application use this stub. */
  public Map<String, String> settings() {
    return Map.of(
        "MJ_APIKEY_PUBLIC", "public",
        "MJ_APIKEY_PRIVATE", "private",
        "MAIL_FROM", "hello@register.example.com",
        "MAILJET_URL", url());
  }

  /** Its answers about senders, DNS records and events; those calls are not in {@link #calls}. */
  public MailjetRestStub rest() {
    return rest;
  }

  /** All calls so far; the list may be cleared. */
  public List<Call> calls() {
    return calls;
  }

  /** Sets the response to all further calls. */
  public void answer(Function<Call, Answer> newBehaviour) {
    behaviour = newBehaviour;
  }

  /** Mailjet's response if it accepts every message. */
  public static Answer acceptAll(Call call) {
    return new Answer(
        200,
        call.messages().stream()
            .map(m -> success(m.path("CustomID").asText()))
            .collect(Collectors.joining(",", "{\"Messages\":[", "]}")));
  }

  /**
   * The response of a Mailjet that accepts every message and finds the accepted ones. On a busy
   * machine the application may give up waiting for a response; then it asks.
   */
  public Answer remember(Call call) {
    if (!call.method().equals("GET")) return acceptAll(call);
    return Answer.found(values("/CustomID").stream().anyMatch(id -> call.path().contains(id)));
  }

  /** The value at a JSON pointer in each message so far. */
  public List<String> values(String pointer) {
    return calls.stream()
        .flatMap(call -> call.messages().stream())
        .map(message -> message.at(pointer).asText())
        .toList();
  }

  public static String success(String customId) {
    return "{\"Status\":\"success\",\"CustomID\":\""
        + customId
        + "\",\"To\":[],\"Cc\":[],\"Bcc\":[]}";
  }

  public static String refusal(String code, String message) {
    return refusal(code, message, 400, "To[0].Email");
  }

  public static String refusal(String code, String message, int status, String relatedTo) {
    return "{\"Status\":\"error\",\"Errors\":[{\"ErrorIdentifier\":\"x\",\"ErrorCode\":\""
        + code
        + "\",\"StatusCode\":"
        + status
        + ",\"ErrorMessage\":\""
        + message
        + "\",\"ErrorRelatedTo\":[\""
        + relatedTo
        + "\"]}]}";
  }

  /**
   * All messages to an address, in the order in which they were queued, which is that of their ids
   * (UUID version 7). Calls are concurrent, so a later message may arrive first.
   */
  public List<JsonNode> messagesTo(String address) {
    return calls.stream()
        .flatMap(call -> call.messages().stream())
        .filter(message -> message.at("/To/0/Email").asText().equals(address))
        .sorted(Comparator.comparing(message -> message.path("CustomID").asText()))
        .toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var bytes = exchange.getRequestBody().readAllBytes();
      var call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes));
      var answer = rest.answer(call).orElseGet(() -> take(call));
      if (answer.equals(Answer.CUT)) return;
      var body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer take(Call call) {
    calls.add(call);
    listener.accept(call);
    return behaviour.apply(call);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

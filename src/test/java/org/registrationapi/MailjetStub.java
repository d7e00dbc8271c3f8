package org.registrationapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plays Mailjet's servers: records every call, and answers as it is told to. */
final class MailjetStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Answer> behaviour = MailjetStub::acceptAll;

  MailjetStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  /** One call, its body as JSON. */
  record Call(String method, String path, String authorization, JsonNode body) {
    List<JsonNode> messages() {
      return body.path("Messages").valueStream().toList();
    }
  }

  /** What the stub says; {@link #CUT} says nothing and hangs up. */
  record Answer(int status, String body) {
    static final Answer CUT = new Answer(0, "");

    /** The answer to the question after a CustomID. */
    static Answer found(boolean isKnown) {
      var count = isKnown ? 1 : 0;
      var data = isKnown ? "{\"ID\":1}" : "";
      return new Answer(
          200, "{\"Count\":%d,\"Data\":[%s],\"Total\":%d}".formatted(count, data, count));
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Call> calls() {
    return calls;
  }

  /** From now on calls are answered like this. */
  void answer(Function<Call, Answer> newBehaviour) {
    behaviour = newBehaviour;
  }

  /** What Mailjet says when it takes every message. */
  static Answer acceptAll(Call call) {
    return new Answer(
        200,
        call.messages().stream()
            .map(m -> success(m.path("CustomID").asText()))
            .collect(Collectors.joining(",", "{\"Messages\":[", "]}")));
  }

  static String success(String customId) {
    return "{\"Status\":\"success\",\"CustomID\":\""
        + customId
        + "\",\"To\":[],\"Cc\":[],\"Bcc\":[]}";
  }

  static String refusal(String code, String message) {
    return refusal(code, message, 400, "To[0].Email");
  }

  static String refusal(String code, String message, int status, String relatedTo) {
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
   * Every message to an address that Mailjet was ever given, the first queued first, which the ids
   * tell (UUID version 7): calls are made side by side, so a later one may arrive before.
   */
  List<JsonNode> messagesTo(String address) {
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
      calls.add(call);
      call.messages().forEach(m -> Leaks.ofThisRun().learnMail(m.path("TextPart").asText()));
      var answer = behaviour.apply(call);
      if (answer.equals(Answer.CUT)) return;
      var body = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

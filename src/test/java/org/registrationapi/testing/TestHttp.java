package org.registrationapi.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.registrationapi.kit.Http;

/** An HTTP client for the application under test, with the headers of one caller. */
public final class TestHttp {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("^/[a-z-]+/([A-Za-z0-9_-]{40,})");
  private static final HttpClient CLIENT = Http.client();

  private final int port;
  private final Map<String, String> headers;
  private final String name;
  private final boolean checked;

  public TestHttp(int port) {
    this(port, Map.of(), "localhost", true);
    Documented.read();
  }

  private TestHttp(int port, Map<String, String> headers, String name, boolean checked) {
    this.port = port;
    this.headers = headers;
    this.name = name;
    this.checked = checked;
  }

  /** Requests whose answers are not checked against the OpenAPI document. */
  public static TestHttp unchecked(int port) {
    return new TestHttp(port, Map.of(), "localhost", false);
  }

  public TestHttp withKey(String key) {
    return with("Authorization", "Bearer " + key);
  }

  public TestHttp withBasic(String user, String password) {
    var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  public TestHttp with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new TestHttp(port, all, name, checked);
  }

  public TestHttp named(String serverName) {
    return new TestHttp(port, headers, serverName, checked);
  }

  /** The same client for another instance. */
  public TestHttp at(int otherPort) {
    return new TestHttp(otherPort, headers, name, checked);
  }

  /** The name of the server that sends the requests. */
  public String name() {
    return name;
  }

  /** The answer to a request. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    /** A page is without its places to break a long address. */
    public String body() {
      return response.body().replace("<wbr>", "");
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    /** The path of the next page from the header Link; null if there is none. */
    public String nextPath() {
      var link = header("Link");
      return link == null ? null : link.replaceAll("^<(.*)>; rel=\"next\"$", "$1");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body(), e);
      }
    }

    /** The problem's code. */
    public String code() {
      return json().path("code").asText();
    }

    /** {@code field code} of the only invalid field. */
    public String fieldError() {
      var errors = json().path("errors");
      if (errors.size() != 1) throw new AssertionError("not one error: " + body());
      return errors.at("/0/field").asText() + " " + errors.at("/0/code").asText();
    }
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  public Answer post(String path) {
    return send("POST", path, null);
  }

  public Answer post(String path, String json) {
    return with("Content-Type", "application/json").send("POST", path, json);
  }

  public Answer patch(String path, String json) {
    return with("Content-Type", "application/json").send("PATCH", path, json);
  }

  public Answer send(String method, String path, String body) {
    return sendBytes(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends JSON in chunks, so that its length is not declared. */
  public Answer postInChunks(String path, String json) {
    var body = json.getBytes(StandardCharsets.UTF_8);
    var publisher = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
    return with("Content-Type", "application/json").send("POST", path, body, publisher);
  }

  public Answer sendBytes(String method, String path, byte[] body) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return send(method, path, body, publisher);
  }

  /** The page of a link that has expired has a form with the token by which it was opened. */
  private static String shown(String path, Answer answer) {
    var token = TOKEN.matcher(path);
    return token.find()
        ? answer.body().replace("/" + token.group(1) + "/new-link\"", "/new-link\"")
        : answer.body();
  }

  private Answer send(String method, String path, byte[] body, BodyPublisher publisher) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, publisher);
    headers.forEach(request::header);
    Leaks.ofThisRun().learn(path + " " + headers);
    if (body != null) Leaks.ofThisRun().learn(new String(body, StandardCharsets.UTF_8));
    try {
      var answer = new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
      if (answer.status() >= 400) Leaks.ofThisRun().seen("error body", shown(path, answer));
      else if (answer.body().length() < 10_000) Leaks.ofThisRun().learn(answer.body());
      if (checked) Documented.check(method, path, answer.response());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

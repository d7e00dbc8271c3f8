package org.registrationapi.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.registrationapi.kit.Http;
import org.registrationapi.training.MailjetReader.Letter;

/**
 * Typical requests of servers and their users. Requests that have to be fast are repeated so often
 * that the JVM compiles them at the highest level and records their profiles.
 */
final class Usage {
  static final String METRICS_KEY = "7Jq2mXw9RbT4vKc8ZyN5hLd3Gf6Ps1Ua";

  private static final int CLIENTS = 8;
  private static final int USERS = 400;
  private static final int FINDS = 30_000;

  /**
   * One request in this number may fail, because a busy machine can make the application refuse
   * some.
   */
  private static final int SPARE = 20;

  private static final String PASSWORD = "correct horse battery";
  private static final String JSON = "application/json";
  private static final String HTML = "text/html";

  private final HttpClient client = Http.client();
  private final String url;
  private final Path keyFile;
  private final MailjetReader mailjet;
  private String key;

  /**
   * @param keyFile the file of the API key that the application generates
   */
  Usage(int port, Path keyFile, MailjetReader mailjet) {
    this.url = "http://localhost:" + port;
    this.keyFile = keyFile;
    this.mailjet = mailjet;
  }

  /** Sends all requests. */
  void run() throws IOException, InterruptedException, ExecutionException {
    key = Files.readString(keyFile).strip();
    repeat(USERS, this::register);
    var letters = mailjet.take(USERS - USERS / SPARE);
    repeat(letters.size(), n -> activate(n, letters.get(n)));
    repeat(FINDS, n -> get(200, "/users?email=" + email(n).replace("@", "%40"), JSON));
    repeat(USERS, n -> get(200, "/users?limit=50&query=user" + n / 10, JSON));
    repeat(USERS, n -> get(200, "/users/" + email(n), JSON));
    repeat(USERS, n -> post(200, "/users/authenticate", credentials(n, PASSWORD)));
    repeat(USERS, n -> get(200, "/health/ready", JSON));
    repeat(USERS / 10, this::seldom);
    var resets = mailjet.take(USERS / 10 - USERS / 10 / SPARE);
    repeat(resets.size(), n -> follow(resets.get(n)));
  }

  private interface Work {
    void accept(int n) throws IOException, InterruptedException;
  }

  /** Repeats a request, spread over all clients. */
  private static void repeat(int times, Work work) throws InterruptedException, ExecutionException {
    var failed = 0;
    var threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<Boolean>> calls =
          IntStream.range(0, times).mapToObj(n -> call(work, n)).toList();
      for (var succeeds : threads.invokeAll(calls)) if (!succeeds.get()) failed++;
    } finally {
      threads.shutdownNow();
    }
    if (failed > times / SPARE)
      throw new IllegalStateException(failed + " of " + times + " failed");
  }

  private static Callable<Boolean> call(Work work, int n) {
    return () -> {
      try {
        work.accept(n);
        return true;
      } catch (Surprise e) {
        System.err.println(e.getMessage());
        return false;
      }
    };
  }

  private static String email(int n) {
    return "user" + n % USERS + "@example.com";
  }

  private static String credentials(int n, String password) {
    return "{\"email\": \"" + email(n) + "\", \"password\": \"" + password + "\"}";
  }

  private void register(int n) throws IOException, InterruptedException {
    var profile =
        ", \"first_name\": \"Ada\", \"last_name\": \"Lovelace\", \"birth_date\": \"1985-12-10\","
            + " \"locale\": \"en\"}";
    post(201, "/users", credentials(n, PASSWORD).replace("}", n % 2 == 0 ? profile : "}"));
  }

  /** Activates a user by the link, as pages and web applications do, or by the PIN. */
  private void activate(int n, Letter letter) throws IOException, InterruptedException {
    switch (n % 4) {
      case 0 -> {
        get(200, letter.link(), HTML);
        send(200, request(letter.link(), HTML).POST(BodyPublishers.noBody()));
      }
      case 1 -> {
        var body =
            "{\"email\": \"" + letter.email() + "\", \"pin_code\": \"" + letter.pin() + "\"}";
        post(200, "/validation", body);
      }
      default -> send(200, request(letter.link(), JSON).POST(BodyPublishers.noBody()));
    }
  }

  /** Sends the rarer requests, so that users do not have to wait for the first of each kind. */
  private void seldom(int n) throws IOException, InterruptedException {
    post(401, "/users/authenticate", credentials(n, "a wrong password"));
    post(409, "/users", credentials(n, PASSWORD));
    post(422, "/users", "{\"email\": \"nobody\", \"password\": \"short\"}");
    get(404, "/users/nobody" + n + "@example.com", JSON);
    send(200, withBody("PATCH", "/users/" + email(n), "{\"last_name\": \"King\"}"));
    post(202, "/users/password-reset", "{\"email\": \"" + email(n) + "\"}");
    send(200, request("/metrics", "text/plain", METRICS_KEY).GET());
    get(200, "/health/live", JSON);
    get(200, "/openapi.json", JSON);
  }

  private void follow(Letter letter) throws IOException, InterruptedException {
    get(200, letter.link(), HTML);
    post(200, letter.link(), "{\"password\": \"another horse battery\"}");
    send(204, request("/users/" + letter.email(), JSON).DELETE());
  }

  private void get(int status, String path, String accept)
      throws IOException, InterruptedException {
    send(status, request(path, accept).GET());
  }

  private void post(int status, String path, String body) throws IOException, InterruptedException {
    send(status, withBody("POST", path, body));
  }

  private HttpRequest.Builder withBody(String method, String path, String body) {
    return request(path, JSON)
        .header("Content-Type", JSON)
        .method(method, BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path, String accept) {
    return request(path, accept, key);
  }

  private HttpRequest.Builder request(String path, String accept, String bearer) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Accept", accept)
        .header("Authorization", "Bearer " + bearer);
  }

  private void send(int status, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != status)
      throw new Surprise(
          answer.request().method()
              + " "
              + answer.uri()
              + ": "
              + answer.statusCode()
              + " "
              + answer.body());
  }

  /** An unexpected response. */
  private static final class Surprise extends IOException {
    private static final long serialVersionUID = 1L;

    Surprise(String message) {
      super(message);
    }
  }
}

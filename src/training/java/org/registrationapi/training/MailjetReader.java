package org.registrationapi.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Plays Mailjet, takes every mail, and finds the link and the PIN in it. */
final class MailjetReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LINK =
      Pattern.compile("http://\\S+?(/(?:validation|password-reset|email-change)/\\S+)");
  private static final Pattern PIN = Pattern.compile("(?m)^ *([0-9]{6})\\s*$");

  private final Javalin server;
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

  MailjetReader() {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = 0;
              config.routes.post("/v3.1/send", this::take);
            });
    server.start();
  }

  /**
   * What somebody reads.
   *
   * @param link its path
   * @param pin empty if there is none
   */
  record Letter(String email, String link, String pin) {}

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private void take(Context ctx) throws IOException {
    var answer = JSON.createObjectNode();
    var results = answer.putArray("Messages");
    for (var message : JSON.readTree(ctx.body()).path("Messages")) {
      read(message);
      var result = results.addObject().put("Status", "success");
      result.set("CustomID", message.path("CustomID"));
      for (var kind : List.of("To", "Cc", "Bcc")) result.putArray(kind);
    }
    ctx.contentType("application/json").result(JSON.writeValueAsBytes(answer));
  }

  private void read(JsonNode message) {
    var text = message.path("TextPart").asText();
    var link = LINK.matcher(text);
    if (!link.find()) return; // a notice
    var pin = PIN.matcher(text);
    var email = message.path("To").path(0).path("Email").asText();
    letters.add(new Letter(email, link.group(1), pin.find() ? pin.group(1) : ""));
  }

  /** Waits for so many, in no order, and takes all that are there. */
  List<Letter> take(int atLeast) throws InterruptedException {
    var taken = new ArrayList<Letter>();
    while (taken.size() < atLeast) {
      var letter = letters.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (letter == null)
        throw new IllegalStateException(taken.size() + " mails came instead of " + atLeast);
      taken.add(letter);
    }
    letters.drainTo(taken);
    return taken;
  }

  @Override
  public void close() {
    server.stop();
  }
}

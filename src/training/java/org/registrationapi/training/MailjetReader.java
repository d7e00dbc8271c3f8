package org.registrationapi.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.registrationapi.kit.MailjetStub;

/** A Mailjet stub that accepts every mail and finds its link and PIN. */
final class MailjetReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LINK =
      Pattern.compile("http://\\S+?(/(?:validation|password-reset|email-change|email-undo)/\\S+)");
  private static final Pattern PIN = Pattern.compile("(?m)^ *([0-9]{6})\\s*$");

  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final MailjetStub server = new MailjetStub(call -> call.messages().forEach(this::read));

  /**
   * A mail with a link.
   *
   * @param link the path of the link
   * @param pin empty if there is none
   */
  record Letter(String email, String link, String pin) {}

  Map<String, String> settings() {
    return server.settings();
  }

  private void read(JsonNode message) {
    var text = message.path("TextPart").asText();
    var link = LINK.matcher(text);
    if (!link.find()) return; // a notice
    var pin = PIN.matcher(text);
    var email = message.path("To").path(0).path("Email").asText();
    letters.add(new Letter(email, link.group(1), pin.find() ? pin.group(1) : ""));
  }

  /** Waits for a number of mails, in any order, and takes all that have arrived. */
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
    server.close();
  }
}

package org.registrationapi.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.registrationapi.kit.MailjetStub;

/** A Mailjet stub that accepts every message after a delay, and counts them. */
final class Mailjet implements AutoCloseable {
  private final Map<String, Integer> messages = new ConcurrentHashMap<>();
  private final Duration delay;
  private final MailjetStub stub;

  private Mailjet(Duration delay) {
    this.delay = delay;
    this.stub = new MailjetStub();
    stub.answer(this::answer);
  }

  static Mailjet answeringIn(Duration delay) {
    return new Mailjet(delay);
  }

  /**
   * A stub that is so slow that nearly all mails wait. A benchmark then measures the requests
   * without the cost of writing mails.
   */
  static Mailjet slow() {
    return answeringIn(Duration.ofSeconds(20));
  }

  /** The settings that make the application use this stub. */
  Map<String, String> settings() {
    return stub.settings();
  }

  /** How often each message arrived, by its id. */
  Map<String, Integer> messages() {
    return messages;
  }

  private MailjetStub.Answer answer(MailjetStub.Call call) {
    var start = System.nanoTime();
    stub.calls().clear(); // the texts of thousands of mails would fill the memory
    for (var message : call.messages())
      messages.merge(message.path("CustomID").asText(), 1, Integer::sum);
    var answer = MailjetStub.acceptAll(call);
    App.pause(Math.max(0, delay.toMillis() - (System.nanoTime() - start) / 1_000_000));
    return answer;
  }

  @Override
  public void close() {
    stub.close();
  }
}

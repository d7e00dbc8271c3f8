package org.registrationapi.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.registrationapi.kit.MailjetStub;

/** A Mailjet that takes every message, after a time, and counts them. */
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
   * One that is so slow that nearly all mails wait: then a bench sees what the requests cost, and
   * not what writing mails does.
   */
  static Mailjet slow() {
    return answeringIn(Duration.ofSeconds(20));
  }

  /** The settings that lead to it. */
  Map<String, String> settings() {
    return stub.settings();
  }

  /** How often each message came, by its id. */
  Map<String, Integer> messages() {
    return messages;
  }

  private MailjetStub.Answer answer(MailjetStub.Call call) {
    var start = System.nanoTime();
    stub.calls().clear(); // thousands of mails with their texts would fill the memory
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

package org.registrationapi;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Processes of the application that work together: one database, one Mailjet, the same keys. */
record Instances(Path directory, Map<String, String> settings) {
  private static final Duration START = Duration.ofMinutes(2);

  /** As operators are told to set up several, and limits that do not hold up the load. */
  static Instances on(String databaseUrl, MailjetStub mailjet, Path directory) {
    var all = new HashMap<>(Map.of("DATABASE_URL", databaseUrl, "DATABASE_PASSWORD", "none"));
    all.putAll(Map.of("API_KEY", TestApp.API_KEY, "SECRET_KEY", TestApp.SECRET_KEY));
    all.putAll(Map.of("MJ_APIKEY_PUBLIC", "public", "MJ_APIKEY_PRIVATE", "private"));
    all.putAll(Map.of("MAILJET_URL", mailjet.url(), "MAIL_FROM", "hello@register.example.com"));
    all.putAll(Map.of("PUBLIC_URL", TestApp.PUBLIC_URL, "STOP_GRACE", "5s"));
    return new Instances(directory, Map.copyOf(all));
  }

  /** Starts one, and does not wait for it. */
  AppProcess start(int port) throws IOException {
    return AppProcess.start(directory, port, settings);
  }

  static void awaitReady(AppProcess instance) {
    await().atMost(START).until(() -> isReady(instance.port()) || !instance.process().isAlive());
    if (!instance.process().isAlive()) throw new AssertionError(instance.printed());
  }

  private static boolean isReady(int port) {
    try {
      return TestHttp.unchecked(port).get("/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false; // not listening yet
    }
  }
}

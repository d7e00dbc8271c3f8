package org.registrationapi.ha;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.TestApp;

/** Processes of the application that share one database, one Mailjet stub and the same keys. */
record Instances(Path directory, Map<String, String> settings) {
  /** The settings that operators are told to use for several instances. */
  static Instances on(String databaseUrl, MailjetStub mailjet, Path directory) {
    var all = new HashMap<>(Map.of("DATABASE_URL", databaseUrl, "DATABASE_PASSWORD", "none"));
    all.putAll(Map.of("API_KEY", TestApp.API_KEY, "SECRET_KEY", TestApp.SECRET_KEY));
    all.putAll(mailjet.settings());
    all.putAll(Map.of("PUBLIC_URL", TestApp.PUBLIC_URL, "STOP_GRACE", "5s"));
    return new Instances(directory, Map.copyOf(all));
  }

  /** Starts an instance without waiting for it. */
  AppProcess start() {
    return AppProcess.start(directory, settings);
  }

  /** Starts an instance on the port of a stopped one, without waiting for it. */
  AppProcess startAgain(int port) {
    var all = new HashMap<>(settings);
    all.put("PORT", Integer.toString(port));
    return AppProcess.start(directory, all);
  }
}

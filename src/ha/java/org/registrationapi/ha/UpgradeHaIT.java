package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** The procedure Upgrade, as it is written, in a checkout of two releases. */
class UpgradeHaIT {
  /** The machine's directory is a checkout of the first; the second is published meanwhile. */
  private static final String RELEASES =
      """
      commit() { git -c user.name=ada -c user.email=ada@example.com commit -q --allow-empty -m "$1"; }
      git init -q .
      commit first
      git tag v1.0.0
      git clone -q . ../published
      git remote add origin ../published
      cd ../published
      commit second
      git tag v1.1.0
      """;

  @TempDir private Path directory;

  @Test
  void a_release_replaces_the_one_before_and_can_be_taken_back() throws IOException {
    try (var mailjet = new MailjetStub();
        var machine = ComposeMachine.started(directory.resolve("machine"), settings(mailjet))) {
      machine.run(RELEASES);
      var backup = Procedures.block("Backup", 0).replace("/var", directory.toString());
      Files.writeString(machine.directory().resolve("backup.sh"), backup);
      var http = new TestHttp(machine.port()).withKey(TestApp.API_KEY);
      var email = newAddress();
      assertThat(http.post("/users", registration(email)).status()).isEqualTo(201);
      machine.commands().clear();

      machine.run(Procedures.block("Upgrade", 0));

      assertThat(machine.run("git describe --tags").strip()).isEqualTo("v1.1.0");
      assertThat(machine.commands()).containsExactly("build --pull", "up -d --wait");
      assertThat(directory.resolve("backups/registration-api"))
          .isDirectoryNotContaining("glob:**.part");
      assertThat(http.get("/users/" + email).status()).isEqualTo(200);

      machine.run(Procedures.block("Upgrade", 1));

      assertThat(machine.run("git describe --tags").strip()).isEqualTo("v1.0.0");
      assertThat(machine.commands()).endsWith("up -d --build --wait");
      assertThat(http.get("/users/" + email).status()).isEqualTo(200);

      machine.run(Procedures.block("Upgrade", 2));

      assertThat(machine.commands())
          .endsWith("pull --ignore-buildable", "build --pull", "up -d --wait");
    }
  }

  private static Map<String, String> settings(MailjetStub mailjet) {
    var settings = new HashMap<>(mailjet.settings());
    settings.putAll(Map.of("API_KEY", TestApp.API_KEY, "PUBLIC_URL", TestApp.PUBLIC_URL));
    return settings;
  }
}

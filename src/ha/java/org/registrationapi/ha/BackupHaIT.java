package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The procedures Backup and Restore, as they are written. */
class BackupHaIT {
  private static final String BACKUP = Procedures.block("Backup", 0);
  private static final String RESTORE = Procedures.block("Restore", 0);
  private static final String UNSENT = "select count(*) from mails where status <> 'sent'";

  @TempDir private Path directory;
  private final MailjetStub mailjet = new MailjetStub();
  private ComposeMachine machine;

  @BeforeEach
  void start() throws IOException {
    var settings = new HashMap<>(mailjet.settings());
    settings.putAll(Map.of("API_KEY", TestApp.API_KEY, "PUBLIC_URL", TestApp.PUBLIC_URL));
    machine = ComposeMachine.started(directory.resolve("old"), settings);
  }

  @AfterEach
  void stop() {
    machine.close();
    mailjet.close();
  }

  /** With a directory of this test as /var/backups. */
  private String here(String script) {
    return script.replace("/var/backups", directory.resolve("backups").toString());
  }

  private static TestHttp http(ComposeMachine at) {
    return new TestHttp(at.port()).withKey(TestApp.API_KEY);
  }

  private static void register(TestHttp http, String email) {
    assertThat(http.post("/users", registration(email)).status()).isEqualTo(201);
  }

  private String awaitLink(String email) {
    var mails = await().until(() -> mailjet.messagesTo(email), found -> !found.isEmpty());
    return new ReceivedMail(mails.get(0), email).link();
  }

  /** Registers users whose mails stay in the queue. */
  private void queue(String... emails) {
    machine.run("docker compose stop web");
    var settings = new HashMap<>(machine.env());
    settings.put("SECRET_KEY", "");
    settings.put("DATA_DIR", machine.directory().resolve("data").toString());
    try (var silent = TestApp.startRequestsOnly(machine.url(), settings)) {
      for (var email : emails) register(silent.http(), email);
    }
  }

  @Test
  void after_a_restore_on_a_new_machine_mailed_links_work_and_no_mail_is_sent_twice()
      throws IOException {
    var mailed = newAddress();
    register(http(machine), mailed);
    var link = awaitLink(mailed);
    var sentLater = newAddress();
    var neverSent = newAddress();
    queue(sentLater, neverSent);
    var backup = machine.run(here(BACKUP)).strip();
    TestDatabase.execute(machine.url(), "delete from mails where recipient = '" + neverSent + "'");
    machine.run("docker compose up -d --wait web");
    var linkSentLater = awaitLink(sentLater);
    var tooLate = newAddress();
    register(http(machine), tooLate);
    var linkTooLate = awaitLink(tooLate);
    machine.run("docker compose stop web");

    try (var restored = ComposeMachine.create(directory.resolve("new"))) {
      restored.run("backup=" + backup + "\n" + RESTORE);

      assertThat(restored.commands()).containsExactly("up -d --wait db", "build", "up -d --wait");
      await().until(() -> TestDatabase.query(restored.url(), UNSENT), "0"::equals);
      assertThat(mailjet.messagesTo(mailed)).hasSize(1);
      assertThat(mailjet.messagesTo(sentLater)).hasSize(1);
      var http = http(restored);
      assertThat(http.post(link).status()).isEqualTo(200);
      assertThat(http.post(linkSentLater).status()).isEqualTo(200);
      assertThat(http.post(awaitLink(neverSent)).status()).isEqualTo(200);
      assertThat(http.post(linkTooLate).status()).isEqualTo(410);
      assertThat(http.get("/health/ready").body()).isEqualTo("{\"status\":\"up\",\"mail\":\"up\"}");
    }
  }

  @Test
  void a_backup_is_private_and_keeps_its_name_part_unless_it_is_complete() throws IOException {
    var script = machine.directory().resolve("backup.sh");
    Files.writeString(script, here(BACKUP));

    var failed = machine.begin("POSTGRES_DB=nowhere sh backup.sh");

    assertThat(failed.exitCode()).isNotZero();
    var backups = directory.resolve("backups/registration-api");
    try (var made = Files.list(backups)) {
      assertThat(made).singleElement().asString().endsWith(".part");
    }
    var complete = Path.of(machine.run("sh backup.sh").strip());
    try (var files = Files.list(complete)) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void backups_of_a_month_ago_are_deleted() throws IOException {
    var backups = directory.resolve("backups/registration-api");
    for (var name : List.of("new", "old"))
      Files.createFile(Files.createDirectories(backups.resolve(name)).resolve("env"));
    var old = Instant.now().minus(Duration.ofDays(32));
    Files.setLastModifiedTime(backups.resolve("old"), FileTime.from(old));

    machine.run(here(Procedures.block("Backup", 1)));

    try (var left = Files.list(backups)) {
      assertThat(left).containsExactly(backups.resolve("new"));
    }
  }
}

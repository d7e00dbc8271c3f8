package org.registrationapi.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.keys.ApiKey;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;

/** The procedures below New keys, as they are written. */
class NewKeysHaIT {
  private static final MailjetStub MAILJET = new MailjetStub();
  @TempDir private static Path directory;
  private static ComposeMachine machine;

  @BeforeAll
  static void start() throws IOException {
    var settings = new HashMap<>(MAILJET.settings());
    settings.putAll(Map.of("API_KEY", TestApp.API_KEY, "PUBLIC_URL", TestApp.PUBLIC_URL));
    settings.putAll(Map.of("ADMIN_KEY", TestApp.ADMIN_KEY, "METRICS_KEY", TestApp.METRICS_KEY));
    settings.put("MAILJET_EVENTS_USER", TestApp.EVENTS_USER);
    settings.put("MAILJET_EVENTS_PASSWORD", "the-first-password-of-the-events");
    machine = ComposeMachine.started(directory.resolve("machine"), settings);
  }

  @AfterAll
  static void stop() {
    machine.close();
    MAILJET.close();
  }

  /** Runs commands with the functions that the page defines for them. */
  private static String run(String commands) {
    return machine.run(Procedures.block("New keys", 0) + commands);
  }

  private static TestHttp http() {
    return new TestHttp(machine.port());
  }

  private static TestHttp server() {
    return http().withKey(TestApp.API_KEY);
  }

  private static void register(String email) {
    assertThat(server().post("/users", registration(email)).status()).isEqualTo(201);
  }

  private static String link(String email) {
    var mails = await().until(() -> MAILJET.messagesTo(email), found -> !found.isEmpty());
    return new ReceivedMail(mails.get(0), email).link();
  }

  private static String newLink() {
    var email = newAddress();
    register(email);
    return link(email);
  }

  private static int use(String link) {
    return http().post(link).status();
  }

  @Test
  void a_new_secret_key_keeps_links_alive_until_the_old_one_is_forgotten() {
    var replace = Procedures.block("The secret key", 0);
    var firstUsed = newLink();
    run(replace); // the old one is generated
    assertThat(use(firstUsed)).isEqualTo(200);
    var secondUsed = newLink();
    var secondUnused = newLink();

    run(replace); // the old one is set

    assertThat(use(secondUsed)).isEqualTo(200);
    var third = newLink();
    run(Procedures.block("The secret key", 1));
    assertThat(use(secondUnused)).isEqualTo(404);
    assertThat(use(third)).isEqualTo(200);
    assertThat(Files.exists(machine.directory().resolve("data/secret-key"))).isFalse();
    assertThat(http().get("/health/ready").body()).doesNotContain("secret_key_reason");
  }

  @ParameterizedTest
  @CsvSource({"ADMIN_KEY,/servers", "METRICS_KEY,/metrics"})
  void both_keys_of_the_operator_work_until_the_second_step(String setting, String path) {
    var old = machine.env().get(setting);

    run(Procedures.block("The admin key", 0).replace("ADMIN_KEY", setting));

    var fresh = machine.env().get(setting).split(",", -1)[0];
    assertThat(http().withKey(fresh).get(path).status()).isEqualTo(200);
    assertThat(http().withKey(old).get(path).status()).isEqualTo(200);
    run(Procedures.block("The admin key", 1).replace("ADMIN_KEY", setting));
    assertThat(machine.env()).containsEntry(setting, fresh);
    assertThat(http().withKey(fresh).get(path).status()).isEqualTo(200);
    assertThat(http().withKey(old).get(path).status()).isEqualTo(401);
  }

  /** A server of its own, because the first one's key is that of the other tests. */
  private static void createServer(String name) {
    run("admin localhost:8000/servers -d '{\"name\": \"%s\"}'\n".formatted(name));
  }

  /** Runs commands that create a key for a server. */
  private static String createKey(String block, String server) {
    assertThat(block).contains("server=localhost");
    var printed = run(block.replace("server=localhost", "server=" + server));
    var key = Pattern.compile("\"key\": ?\"(reg_[^\"]+)\"").matcher(printed);
    if (!key.find()) throw new AssertionError("no key in " + printed);
    return key.group(1);
  }

  @Test
  void a_second_API_key_of_a_server_works_before_the_old_one_is_revoked() {
    createServer("shop");
    var old = createKey(Procedures.block("The API key of a server", 0), "shop");
    assertThat(http().withKey(old).get("/users").status()).isEqualTo(200);

    var fresh = createKey(Procedures.block("The API key of a server", 0), "shop");

    assertThat(http().withKey(old).get("/users").status()).isEqualTo(200);
    var id = ApiKey.parse(old).orElseThrow().id();
    var revoke = "server=shop\nold=" + id + "\n" + Procedures.block("The API key of a server", 1);
    assertThat(run(revoke)).contains("\"id\":\"" + id + "\"", "time_used");
    assertThat(http().withKey(old).get("/users").status()).isEqualTo(401);
    assertThat(http().withKey(fresh).get("/users").status()).isEqualTo(200);
  }

  @Test
  void a_second_publishable_key_works_from_the_same_origin() {
    createServer("page");

    var key = createKey(Procedures.block("A publishable key", 0), "page");

    var page = http().withKey(key).named("page").with("Origin", "https://shop.example");
    assertThat(page.post("/users", registration(newAddress())).status()).isEqualTo(202);
  }

  @Test
  void a_new_password_of_the_database_is_used_and_the_old_one_is_refused() {
    var email = newAddress();
    register(email);
    var old = machine.url();

    run(Procedures.block("The password of the database", 0));

    assertThat(machine.url()).isNotEqualTo(old);
    assertThat(machine.commands()).endsWith("up -d --wait --force-recreate");
    assertThat(server().get("/users/" + email).status()).isEqualTo(200);
    assertThatThrownBy(() -> TestDatabase.query(old, "select 1"))
        .hasRootCauseMessage("FATAL: password authentication failed for user \"postgres\"");
  }

  @Test
  void mails_that_wait_for_new_keys_of_Mailjet_are_sent_after_the_restart() {
    var fresh = Base64.getEncoder().encodeToString("new:pair".getBytes(StandardCharsets.UTF_8));
    MAILJET.answer(
        call ->
            call.authorization().equals("Basic " + fresh)
                ? MAILJET.remember(call)
                : new MailjetStub.Answer(401, ""));
    var email = newAddress();
    register(email);
    await().until(() -> http().get("/health/ready").body(), body -> body.contains("\"paused\""));

    run(
        "change MJ_APIKEY_PUBLIC new\nchange MJ_APIKEY_PRIVATE pair\n"
            + Procedures.block("The keys of Mailjet or the SMTP server", 0));

    TestDatabase.execute(machine.url(), "update mail_pause set paused_until = now()");
    await().until(() -> server().get("/users/" + email).body(), user -> user.contains("\"sent\""));
    assertThat(use(link(email))).isEqualTo(200);
  }

  @Test
  void Mailjets_events_are_accepted_with_the_new_password_only() {
    var old = machine.env().get("MAILJET_EVENTS_PASSWORD");

    var printed = run(Procedures.block("The password of Mailjet's events", 0));

    var fresh = machine.env().get("MAILJET_EVENTS_PASSWORD");
    assertThat(printed.strip())
        .isEqualTo("https://mailjet:%s@register.example.com/mailjet/events".formatted(fresh));
    assertThat(event(fresh)).isEqualTo(200);
    assertThat(event(old)).isEqualTo(401);
  }

  private static int event(String password) {
    var mailjet = http().withBasic(TestApp.EVENTS_USER, password);
    return mailjet.post("/mailjet/events", "[]").status();
  }

  @Test
  void pgAdmin_is_started_again_with_a_new_password() {
    run(Procedures.block("The password of pgAdmin", 0));

    assertThat(machine.env().get("PGADMIN_DEFAULT_PASSWORD")).matches("[0-9a-f]{32}");
    assertThat(machine.commands()).endsWith("up -d --wait pgadmin");
  }
}

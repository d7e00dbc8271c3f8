package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Each command does what its route does, beside a running service. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class CommandsIT {
  private static final TestApp APP = TestApp.start(Map.of());
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DATABASE_URL", APP.databaseUrl, "DATABASE_PASSWORD", "none", "DATA_DIR", "/nowhere");

  private final String shop = "shop-" + UUID.randomUUID();

  @AfterAll
  static void stop() {
    APP.close();
  }

  private static Ran run(String... arguments) {
    return Ran.run(ENVIRONMENT, arguments);
  }

  /** Runs a command that succeeds and prints nothing but its result. */
  private static Ran done(String... arguments) {
    var ran = run(arguments);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    return ran;
  }

  private static void fails(String message, String... arguments) {
    assertThat(run(arguments)).isEqualTo(new Ran(1, "", message + System.lineSeparator()));
  }

  private TestHttp.Answer server() {
    return APP.admin().get("/servers/" + shop);
  }

  /** A new user of the new server, and its address. */
  private String user() {
    var key = done("keys", "create", shop, "--json").json().path("key").asText();
    var email = newAddress();
    assertThat(APP.anybody().withKey(key).post("/users", registration(email)).status())
        .isEqualTo(201);
    return email;
  }

  @Test
  void a_server_is_created_changed_and_deleted() {
    done("servers", "create", shop, "--display-name=The Łittle Shop", "--validation-ttl=600");
    assertThat(server().json().path("display_name").asText()).isEqualTo("The Łittle Shop");
    assertThat(server().json().path("validation_ttl").asInt()).isEqualTo(600);
    assertThat(server().json().path("locale").asText()).isEqualTo("en");

    done("servers", "update", shop, "--validation-ttl=", "--locale=ar");
    assertThat(server().json().path("validation_ttl").isNull()).isTrue();
    assertThat(server().json().path("locale").asText()).isEqualTo("ar");
    assertThat(server().json().path("display_name").asText()).isEqualTo("The Łittle Shop");

    done(
        "servers",
        "update",
        shop,
        "--mail-texts={\"*\": {\"en\": {\"above\": \"Hi\", \"below\": \"Bye\"}}}");
    done("servers", "update", shop, "--mail-texts={\"*\": {\"en\": {\"above\": null}}}");
    assertThat(server().json().path("mail_texts"))
        .hasToString("{\"*\":{\"en\":{\"below\":\"Bye\"}}}");

    var deleted = done("servers", "delete", shop);
    assertThat(deleted.out()).isEqualToNormalizingNewlines("The server " + shop + " is deleted.\n");
    assertThat(server().status()).isEqualTo(404);
  }

  @Test
  void JSON_is_that_of_the_API() {
    assertThat(done("servers", "create", shop, "--json").json()).isEqualTo(server().json());
    assertThat(done("servers", "show", shop, "--json").json()).isEqualTo(server().json());
    assertThat(done("servers", "list", "--json").json())
        .isEqualTo(APP.admin().get("/servers").json());
    assertThat(done("keys", "list", shop, "--json").json())
        .isEqualTo(APP.admin().get("/servers/" + shop + "/keys").json());
    assertThat(done("servers", "delete", shop, "--json").out()).isEmpty();
  }

  @Test
  void JSON_of_users_and_mails_is_that_of_the_API() {
    APP.registered(newAddress());

    // the sender may change a row between the two
    await()
        .untilAsserted(
            () -> {
              assertThat(done("mails", "list", "--json").json())
                  .isEqualTo(APP.admin().get("/mails").json());
              assertThat(done("users", "list", "localhost", "--json").json())
                  .isEqualTo(APP.http().get("/users").json());
            });
  }

  @Test
  void lists_are_tables_for_people() {
    done("servers", "create", shop);

    assertThat(done("servers", "list").out())
        .startsWith("name ")
        .containsPattern("(?m)^" + shop + " +" + shop + " +- +en +standard +20\\S+Z$");
    assertThat(done("servers", "show", shop).out())
        .containsPattern("(?m)^name +" + shop + "$")
        .containsPattern("(?m)^mail_from +-$");
  }

  @Test
  void faults_are_sentences_that_name_the_options() {
    fails("There is no server of this name.", "servers", "show", shop);
    fails("There is no server of this name.", "users", "list", shop);
    fails("There is no server of this name.", "mails", "list", "--server=" + shop);
    fails("There is no such mail.", "mails", "retry", UUID.randomUUID().toString());
    fails("A server with this name already exists.", "servers", "create", "localhost");
    fails(
        "name must be 1 to 63 lower case letters, digits, hyphens and dots, such as shop-eu.",
        "servers",
        "create",
        "The Shop");
    assertThat(run("servers", "create", shop, "--mail-from=nobody", "--privacy=none").err())
        .isEqualToNormalizingNewlines(
            "--mail-from has no @.\n--privacy must be standard or strict.\n");
    assertThat(run("keys", "create", "localhost", "--kind=publishable").err())
        .isEqualToNormalizingNewlines("--allowed-origins must be 1 to 20 origins.\n");
    assertThat(server().status()).isEqualTo(404);
  }

  @Test
  void a_key_works_until_it_is_revoked() {
    done("servers", "create", shop);
    var key =
        done(
                "keys",
                "create",
                shop,
                "--label=web page",
                "--kind=publishable",
                "--allowed-origins=https://a.example,https://b.example",
                "--json")
            .json();
    assertThat(key.path("allowed_origins")).hasSize(2);
    var caller =
        APP.anybody().withKey(key.path("key").asText()).with("Origin", "https://a.example");
    assertThat(caller.post("/users", registration(newAddress())).status()).isEqualTo(202);
    var id = key.path("id").asText();

    assertThat(done("keys", "list", shop).out()).contains(id, "web page", "publishable");
    done("keys", "revoke", shop, id);

    assertThat(done("keys", "list", shop, "--json").json().at("/keys/0/time_revoked").isNull())
        .isFalse();
    fails("This server has no such key.", "keys", "revoke", "localhost", id);
  }

  @Test
  void the_new_key_is_shown() {
    done("servers", "create", shop);

    assertThat(done("keys", "create", shop).out()).containsPattern("(?m)^key +reg_\\w{8}_\\w{43}$");
  }

  @Test
  void users_are_found_listed_and_deleted() {
    done("servers", "create", shop);
    var email = user();
    user();

    assertThat(done("users", "show", shop, email).out())
        .containsPattern("(?m)^email +" + email + "$")
        .containsPattern("(?m)^validation\\.mail_status +\\w+$")
        .doesNotContain("password");
    assertThat(done("users", "list", shop, "--email=" + email, "--json").json().path("users"))
        .hasSize(1);
    assertThat(done("users", "list", shop, "--status=activated", "--json").json().path("users"))
        .isEmpty();
    assertThat(done("users", "list", shop, "--query=ada-", "--json").json().path("users"))
        .hasSize(2);
    fails("This server has users; add --force to delete them with it.", "servers", "delete", shop);

    done("users", "delete", shop, email);

    fails("This server has no such user.", "users", "show", shop, email);
    fails("This server has no such user.", "users", "delete", shop, email);
    done("servers", "delete", shop, "--force");
  }

  @Test
  void a_list_continues_at_its_cursor() {
    done("servers", "create", shop);
    var older = user();
    var newer = user();

    var first = run("users", "list", shop, "--limit=1");
    assertThat(first.out()).contains(newer).doesNotContain(older);
    var cursor = first.err().replaceAll("(?s).*--cursor=(\\S+).*", "$1");

    assertThat(done("users", "list", shop, "--limit=1", "--cursor=" + cursor).out())
        .contains(older)
        .doesNotContain(newer);
  }

  @Test
  void a_mail_is_found_retried_and_cancelled() {
    var email = newAddress();
    APP.registered(email);
    APP.userOnceSent(email);
    APP.sql("update mails set status = 'failed' where recipient = '" + email + "'");
    var found = done("mails", "list", "--recipient=" + email, "--status=failed", "--json").json();
    var id = found.at("/mails/0/id").asText();
    assertThat(done("mails", "show", id).out()).containsPattern("(?m)^status +failed$");

    assertThat(done("mails", "retry", id).out()).containsPattern("(?m)^status +queued$");

    APP.mail(email, 2); // the sender of the running service finds it
    APP.userOnceSent(email);
    fails("This mail was sent; it is sent.", "mails", "cancel", id);
    APP.sql(
        "update mails set status = 'held', next_attempt_at = now() + interval '1 day' where id = '"
            + id
            + "'");
    assertThat(done("mails", "cancel", id).out()).containsPattern("(?m)^status +cancelled$");
  }

  @Test
  void an_address_that_bounced_is_found_and_gets_mails_again() {
    var email = newAddress();
    APP.sql(
        "insert into bounced_addresses (email_key, reason) values ('%s', 'unknown')"
            .formatted(email));

    assertThat(done("bounces", "list", "--email=" + email).out())
        .containsPattern("(?m)^" + email + " +20\\S+Z +unknown$");
    assertThat(done("bounces", "list", "--json").json())
        .isEqualTo(APP.admin().get("/bounces").json());

    done("bounces", "lift", email);

    assertThat(APP.registered(email)).isNotNull();
    fails("No mail to this address is known to bounce.", "bounces", "lift", email);
  }

  @Test
  void statistics_of_mails_are_shown() {
    var email = newAddress();
    APP.registered(email);
    APP.userOnceSent(email);

    assertThat(done("mails", "statistics").out())
        .containsPattern("(?m)^sent +\\d+$")
        .containsPattern("(?m)^reasons:$")
        .containsPattern("(?m)^sent +- +\\d+$");
  }
}

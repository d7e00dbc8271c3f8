package org.registrationapi.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.testing.LogLines;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp.Answer;

/** A secret key that was lost, changed or replaced. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
@ResourceLock("log lines about SECRET_KEY")
class SecretKeyIT {
  private static final String NEW_KEY = "another-secret-key-of-the-tests-9876543210";
  private static final String CHANGED =
      "SECRET_KEY is not the key that was used before: links, PINs and Idempotency-Keys of that key are"
          + " refused. Restore it as SECRET_KEY, or set it as SECRET_KEY_PREVIOUS, or, if it is lost, start"
          + " once with SECRET_KEY_PREVIOUS=lost";
  private static final String UP = "{\"status\":\"up\",\"mail\":\"up\"}";

  private static Secret key(int number) {
    return new Secret("secret-key-number-" + number + "-of-the-tests-abcdef");
  }

  private static Jdbi jdbi(String database) {
    return Jdbi.create(database, "postgres", "").installPlugin(new SqlObjectPlugin());
  }

  /** The trouble after a start with these keys. */
  private static Optional<String> start(Jdbi jdbi, Secret current, Secret previous) {
    var check = new SecretKeyCheck(jdbi, new SecretKeys(current, Optional.ofNullable(previous)));
    check.run();
    return check.trouble();
  }

  private static List<String> logged(Runnable work) {
    var lines = new CopyOnWriteArrayList<String>();
    var open = LogLines.to(lines::add, LogFormat.TEXT);
    try {
      work.run();
    } finally {
      open.close();
    }
    return lines.stream().filter(line -> line.contains("SECRET_KEY")).toList();
  }

  private static String ready(TestApp app) {
    return app.anybody().get("/health/ready").body();
  }

  private static Answer activate(TestApp app, String email, String pin) {
    var body = "{\"email\": \"" + email + "\", \"pin_code\": \"" + pin + "\"}";
    return app.http().post("/validation", body);
  }

  private static Answer register(TestApp app, String key, String email) {
    return app.http().with("Idempotency-Key", key).post("/users", registration(email));
  }

  @Test
  void the_same_key_at_every_start_is_no_trouble_and_not_logged() {
    try (var app = TestApp.start(Map.of())) {
      assertThat(ready(app)).isEqualTo(UP);
      var lines =
          logged(
              () -> {
                try (var again = TestApp.startBeside(app, Map.of())) {
                  assertThat(ready(again)).isEqualTo(UP);
                }
              });
      assertThat(lines).isEmpty();
    }
  }

  @Test
  void a_changed_key_is_said_in_the_log_and_by_readiness_until_the_old_one_is_restored() {
    try (var app = TestApp.start(Map.of())) {
      var email = newAddress();
      var mail = app.registered(email);
      var lines =
          logged(
              () -> {
                try (var changed = TestApp.startBeside(app, Map.of("SECRET_KEY", NEW_KEY))) {
                  assertThat(ready(changed))
                      .isEqualTo(
                          "{\"status\":\"up\",\"mail\":\"up\",\"secret_key_reason\":\"%s\"}"
                              .formatted(CHANGED));
                  assertThat(changed.anybody().get(mail.link()).status()).isEqualTo(404);
                }
              });

      assertThat(lines).singleElement().asString().contains("WARN").contains(CHANGED);
      try (var restored = TestApp.startBeside(app, Map.of())) {
        assertThat(ready(restored)).isEqualTo(UP);
        assertThat(restored.anybody().post(mail.link()).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void the_previous_key_keeps_its_links_PINs_and_idempotency_keys_alive() {
    try (var app = TestApp.start(Map.of())) {
      var withLink = newAddress();
      var withPin = newAddress();
      var link = app.registered(withLink).link();
      var pin = app.registered(withPin).pin();
      var repeated = newAddress();
      var first = register(app, repeated, repeated);
      var rotation = Map.of("SECRET_KEY", NEW_KEY, "SECRET_KEY_PREVIOUS", TestApp.SECRET_KEY);

      try (var rotated = TestApp.startBeside(app, rotation)) {
        assertThat(ready(rotated)).isEqualTo(UP);
        assertThat(register(rotated, repeated, repeated).body()).isEqualTo(first.body());
        assertThat(register(rotated, repeated, newAddress()).status()).isEqualTo(422);
        assertThat(rotated.anybody().post(link).status()).isEqualTo(200);
        assertThat(activate(rotated, withPin, pin).status()).isEqualTo(200);
      }
      try (var after = TestApp.startBeside(app, Map.of("SECRET_KEY", NEW_KEY))) {
        assertThat(ready(after)).isEqualTo(UP);
        assertThat(after.anybody().get(link).status()).isEqualTo(404);
        assertThat(register(after, repeated, repeated).status()).isEqualTo(422);
      }
    }
  }

  @Test
  void instances_with_both_keys_accept_the_links_of_each_other_during_a_rotation() {
    var prepared = Map.of("SECRET_KEY_PREVIOUS", NEW_KEY);
    var rotated = Map.of("SECRET_KEY", NEW_KEY, "SECRET_KEY_PREVIOUS", TestApp.SECRET_KEY);
    // one of the two sends no mails, so that the link is made with the key of the other
    try (var before = TestApp.start(prepared);
        var after = TestApp.startRequestsOnly(before.databaseUrl, rotated)) {
      var old = before.registered(newAddress()).link();

      assertThat(after.anybody().post(old).status()).isEqualTo(200);
    }
    try (var after = TestApp.start(rotated);
        var before = TestApp.startRequestsOnly(after.databaseUrl, prepared)) {
      var fresh = after.registered(newAddress()).link();

      assertThat(before.anybody().post(fresh).status()).isEqualTo(200);
    }
  }

  @Test
  void a_lost_key_is_accepted_once_and_the_log_asks_to_remove_the_word() {
    var jdbi = jdbi(TestDatabase.create());
    start(jdbi, key(1), null);

    var first = logged(() -> assertThat(start(jdbi, key(2), SecretKeys.LOST)).isEmpty());
    var second = logged(() -> assertThat(start(jdbi, key(2), SecretKeys.LOST)).isEmpty());

    assertThat(first).singleElement().asString().contains("the key before it is lost");
    assertThat(second).singleElement().asString().contains("remove SECRET_KEY_PREVIOUS=lost");
    assertThat(start(jdbi, key(2), null)).isEmpty();
    assertThat(start(jdbi, key(1), null)).contains(CHANGED);
  }

  @Test
  void a_previous_key_that_is_not_the_one_before_is_not_accepted() {
    var jdbi = jdbi(TestDatabase.create());
    start(jdbi, key(1), null);

    assertThat(start(jdbi, key(2), key(3))).contains(CHANGED);
    assertThat(start(jdbi, key(1), null)).isEmpty();
  }

  @Test
  void of_instances_that_start_first_at_once_with_different_keys_one_is_right() {
    var database = TestDatabase.create();

    var troubles = Race.of(8, i -> start(jdbi(database), key(i), null));

    assertThat(troubles).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(TestDatabase.query(database, "select count(*) from secret_key_check"))
        .isEqualTo("1");
  }

  @Test
  void instances_that_replace_the_key_at_once_all_succeed() {
    var database = TestDatabase.create();
    start(jdbi(database), key(1), null);

    var troubles = Race.of(8, i -> start(jdbi(database), key(2), key(1)));

    assertThat(troubles).allMatch(Optional::isEmpty);
    assertThat(start(jdbi(database), key(2), null)).isEmpty();
  }

  @Test
  void the_key_cannot_be_read_from_the_check_value() {
    var database = TestDatabase.create();
    start(jdbi(database), key(1), null);

    assertThat(
            TestDatabase.query(database, "select encode(check_value, 'hex') from secret_key_check"))
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(
            TestDatabase.query(
                database, "select encode(sha256('" + key(1).value() + "'::bytea), 'hex')"));
  }
}

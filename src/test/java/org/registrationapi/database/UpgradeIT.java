package org.registrationapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.keys.ApiKey;
import org.registrationapi.testing.Migrations;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;

/** A start on the database of an older release, or of a newer one that was withdrawn. */
@Tag("one-postgresql")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class UpgradeIT {
  /** Of "correct horse battery". */
  private static final String HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$Um8kIRM103trk+YGELRFvQ$jv+AXsGvbKWToMhQU/SrcZRXDYLOkksYKvxUGUoZg+E";

  private static final String OF_THE_FIRST_SCHEMA =
      """
      insert into servers (name, display_name, locale) values ('localhost', 'Shop', 'en');
      insert into api_keys (id, server_id, secret_hash) values ('testtest', 1, decode('%1$s', 'hex'));
      insert into users (server_id, id, email, email_key, password_hash, first_name, time_activated)
      values (1, '0190a000-0000-7000-8000-000000000001', '%2$s', '%2$s', '%4$s', 'Ada', now()),
             (1, '0190a000-0000-7000-8000-000000000002', '%3$s', '%3$s', '%4$s', null, null);
      insert into validations (server_id, id, user_id)
      values (1, '0190a000-0000-7000-8000-000000000003', '0190a000-0000-7000-8000-000000000002');
      insert into mails (server_id, id, user_id, kind, recipient)
      values (1, '0190a000-0000-7000-8000-000000000003', '0190a000-0000-7000-8000-000000000002',
              'validation', '%3$s');
      """;

  /** What a migration of a later release leaves: another column, and a row in the history. */
  private static final String OF_A_LATER_RELEASE =
      """
      alter table users add column favourite_colour text;
      insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                         installed_by, execution_time, success)
      select max(installed_rank) + 1, '999', 'later', 'SQL', 'V999__later.sql', 7, 'postgres', 1, true
        from flyway_schema_history;
      """;

  @Test
  void users_mails_and_keys_of_the_first_schema_are_there_after_all_migrations() {
    var url = TestDatabase.createEmpty();
    Migrations.of(url).target("1").load().migrate();
    var keyHash = ApiKey.parse(TestApp.API_KEY).orElseThrow().secretHash();
    var active = newAddress();
    var pending = newAddress();
    TestDatabase.execute(url, OF_THE_FIRST_SCHEMA.formatted(keyHash, active, pending, HASH));

    try (var app = TestApp.startOn(url, Map.of())) {
      var signedIn = app.http().post("/users/authenticate", registration(active));
      assertThat(signedIn.status()).isEqualTo(200);
      assertThat(signedIn.json().path("first_name").asText()).isEqualTo("Ada");
      assertThat(app.http().post(app.mail(pending, 1).link()).status()).isEqualTo(200);
      assertThat(app.user(pending).path("is_activated").asBoolean()).isTrue();
    }
  }

  @Test
  @Tag("long")
  void a_release_works_on_the_schema_of_the_next_one() {
    var url = TestDatabase.create();
    TestDatabase.execute(url, OF_A_LATER_RELEASE);

    try (var app = TestApp.startOn(url, Map.of())) {
      var mail = app.registered(newAddress());

      assertThat(app.http().post(mail.link()).status()).isEqualTo(200);
    }
  }
}

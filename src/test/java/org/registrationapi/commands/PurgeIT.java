package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.TestDatabase;

/** {@code purge} deletes what the hourly jobs delete, and says first how much that is. */
@Tag("one-postgresql") // its rows are inserted for several servers at once
class PurgeIT {
  private static final String DELETED =
      """
      is_dry_run     %s
      pending_users  %d
      mails          %d
      events         %d
      """;

  private final String url = TestDatabase.create();

  private Ran run(String pendingLife, String... arguments) {
    var environment = new HashMap<>(Map.of("DATABASE_URL", url, "DATABASE_PASSWORD", "none"));
    environment.put("PENDING_TTL", pendingLife);
    var ran = Ran.run(environment, arguments);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty(); // no bar, because this is no terminal
    return ran;
  }

  private String count(String table) {
    return TestDatabase.query(url, "select count(*) from " + table);
  }

  /** Two expired users, an activated one and a new one, each with a mail; and six events. */
  private void fill() {
    TestDatabase.execute(
        url,
        """
        insert into servers (name, display_name, locale) values ('shop', 'shop', 'en');

        insert into users (server_id, id, email, email_key, password_hash, time_activated)
        select s.id, u.id::uuid, u.email, u.email, '-', u.time
          from servers s,
               (values ('01800000-0000-7000-8000-000000000001', 'a@x.example', null::timestamptz),
                       ('01800000-0000-7000-8000-000000000002', 'b@x.example', null),
                       ('01800000-0000-7000-8000-000000000003', 'c@x.example', now()),
                       ('7fffffff-0000-7000-8000-000000000004', 'd@x.example', null)) u(id, email, time);

        insert into validations (server_id, id, user_id, purpose, expires_at)
        select server_id, id, id, 'validation', now() - interval '8 days' from users;

        insert into mails (server_id, id, user_id, kind, recipient, status)
        select server_id, id, id, 'validation', email, 'sent' from users;

        update event_rollup set counted_until = now();
        insert into events (server_id, id, user_id, kind, time)
        select server_id, gen_random_uuid(), id, 'registered', time
          from users, (values (now() - interval '500 days'), (now() - interval '1 day')) t(time)
         where email < 'd';
        """);
  }

  @Test
  void a_dry_run_counts_and_deletes_nothing() {
    fill();

    assertThat(run("7d", "purge", "--dry-run").out())
        .isEqualToNormalizingNewlines(DELETED.formatted(true, 2, 3, 3));

    assertThat(count("users")).isEqualTo("4");
    assertThat(count("mails")).isEqualTo("4");
    assertThat(count("events")).isEqualTo("6");
  }

  @Test
  void it_deletes_what_was_counted_and_says_how_much() {
    fill();

    // the mails of the two users are deleted with them
    assertThat(run("7d", "purge").out())
        .isEqualToNormalizingNewlines(DELETED.formatted(false, 2, 1, 3));

    assertThat(count("users where email in ('c@x.example', 'd@x.example')")).isEqualTo("2");
    assertThat(count("users")).isEqualTo("2");
    assertThat(count("mails")).isEqualTo("1");
    assertThat(run("7d", "purge", "--dry-run", "--json").out())
        .isEqualToNormalizingNewlines(
            "{\"is_dry_run\":true,\"pending_users\":0,\"mails\":0,\"events\":0}\n");
  }

  @Test
  void without_a_PENDING_TTL_pending_users_are_kept() {
    fill();

    assertThat(run("0", "purge").out())
        .isEqualToNormalizingNewlines(DELETED.formatted(false, 0, 3, 3));

    assertThat(count("users")).isEqualTo("4");
  }
}

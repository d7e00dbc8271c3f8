package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that come while two statements of their server are under way, and share the next. */
class SharedStatementIT {
  private static final TestApp APP = TestApp.start(Map.of());
  private static final Pattern HASHES =
      Pattern.compile("(?m)^registration_hashing_seconds_count (\\d+)");
  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%asked%'
      """;

  @AfterAll
  static void stop() {
    APP.close();
  }

  /** PostgreSQL's patience with a lock is not to end while anything is done for the first time. */
  @BeforeAll
  static void warm() {
    APP.anybody().post(APP.registered(TestApp.newAddress()).link());
    hashes();
  }

  private static List<String> addresses(int count) {
    return Stream.generate(TestApp::newAddress).limit(count).toList();
  }

  private static Connection transaction() throws SQLException {
    var connection = DriverManager.getConnection(APP.databaseUrl, "postgres", "");
    connection.setAutoCommit(false);
    return connection;
  }

  private static void insertPending(Connection connection, String email) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into users (server_id, id, email, email_key, password_hash)
            select id, gen_random_uuid(), ?, lower(?), 'none' from servers where name = 'localhost'
            """)) {
      insert.setString(1, email);
      insert.setString(2, email);
      insert.executeUpdate();
    }
  }

  private static String registration(String email, int n) {
    return """
        {"email": "%s", "password": "correct horse battery", "first_name": "Name %d", "birth_date": "1990-01-%02d"}
        """
        .formatted(email, n, n);
  }

  private static CompletableFuture<Integer> register(String email, int n) {
    return CompletableFuture.supplyAsync(
        () -> APP.http().post("/users", registration(email, n)).status());
  }

  private static void awaitWaiting(int statements) {
    await().until(() -> APP.query(WAITING), ("" + statements)::equals);
  }

  private static long hashes() {
    var match = HASHES.matcher(APP.admin().get("/metrics").body());
    return match.find() ? Long.parseLong(match.group(1)) : 0;
  }

  private static List<Integer> statuses(Stream<CompletableFuture<Integer>> requests) {
    return requests.map(CompletableFuture::join).toList();
  }

  /** The rows of a user, its validation and its mail, as far as the request decided them. */
  private static String stored(String email) {
    return APP.query(
        """
        select concat_ws('|', count(*) over (), u.email_key, u.first_name, u.last_name, u.birth_date, m.recipient,
                         m.kind, m.id = v.id, v.purpose)
          from users u
          join validations v on v.server_id = u.server_id and v.user_id = u.id
          join mails m on m.server_id = u.server_id and m.user_id = u.id
         where u.email = '%s'
        """
            .formatted(email));
  }

  /** The first two wait for us; of those who gather behind them one is a user by then. */
  @Test
  void registrations_in_one_statement_keep_what_is_theirs_and_one_that_is_refused_harms_no_other()
      throws SQLException {
    var emails = addresses(5);
    try (var connection = transaction()) {
      for (int n : List.of(0, 1, 3)) insertPending(connection, emails.get(n));
      var first = List.of(register(emails.get(0), 1), register(emails.get(1), 2));
      awaitWaiting(2);
      var before = hashes();
      var then = IntStream.of(2, 3, 4).mapToObj(n -> register(emails.get(n), n + 1)).toList();
      await().until(() -> hashes() == before + 3);
      connection.commit();

      assertThat(statuses(Stream.concat(first.stream(), then.stream()))).containsOnly(201);
    }
    for (int n = 1; n <= 5; n++) {
      var email = emails.get(n - 1);
      assertThat(stored(email))
          .isEqualTo("1|%s|Name %d|1990-01-0%d|%s|validation|t|validation", email, n, n, email);
      APP.anybody().post(APP.mail(email, 1).link());
      assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
    }
  }

  @Test
  void activations_share_transactions_and_each_activates_its_own_user() throws SQLException {
    var emails = addresses(12);
    var links = emails.stream().map(email -> APP.registered(email).link()).toList();
    var before = activated();
    List<Integer> statuses;
    try (var connection = transaction();
        var lock = connection.createStatement()) {
      lock.execute("lock table users in share mode");
      var requests =
          links.subList(0, 11).stream()
              .map(link -> CompletableFuture.supplyAsync(() -> APP.anybody().post(link).status()))
              .toList();
      awaitWaiting(2);
      connection.commit();
      statuses = statuses(requests.stream());
    }

    assertThat(statuses).containsOnly(200);
    for (var email : emails.subList(0, 11))
      assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
    assertThat(APP.user(emails.get(11)).path("is_activated").asBoolean()).isFalse();
    assertThat(activated()).isEqualTo(before + 11);
    assertThat(transactions(emails)).isLessThan(11);
  }

  private static long activated() {
    return Long.parseLong(
        APP.query(
            """
            select coalesce(sum(number), 0) from funnel_counts
             where stage = 'activated' and server_id = (select id from servers where name = 'localhost')
            """));
  }

  /** How many transactions the users were written by. */
  private static int transactions(List<String> emails) {
    return Integer.parseInt(
        APP.query(
            "select count(distinct xmin::text) from users where time_activated is not null and email in ('"
                + String.join("', '", emails)
                + "')"));
  }

  @Test
  void an_address_that_may_be_sent_no_mail_is_refused_alone() throws SQLException {
    var emails = addresses(4);
    var silent = emails.get(3);
    try (var connection = transaction();
        var full = connection.createStatement()) {
      for (int n : List.of(0, 1)) insertPending(connection, emails.get(n));
      var first = List.of(register(emails.get(0), 1), register(emails.get(1), 2));
      awaitWaiting(2);
      var before = hashes();
      var then = List.of(register(emails.get(2), 3), register(silent, 4));
      await().until(() -> hashes() == before + 2);
      full.execute(
          "insert into mail_allowances (email_key, mails, window_start) values ('%s', 1000, now())"
              .formatted(silent));
      connection.commit();

      assertThat(statuses(Stream.concat(first.stream(), then.stream())))
          .containsExactly(201, 201, 201, 429);
    }
    assertThat(stored(silent)).isNull();
    assertThat(APP.query("select count(*) from users where email = '" + silent + "'"))
        .isEqualTo("0");
  }

  @Test
  void finds_share_statements_and_each_finds_its_own_user_or_nobody() throws SQLException {
    var emails = addresses(12);
    var known = emails.subList(0, 11);
    known.forEach(APP::registered);
    List<String> found;
    try (var connection = transaction();
        var lock = connection.createStatement()) {
      lock.execute("lock table users in access exclusive mode");
      var requests =
          emails.stream().map(email -> CompletableFuture.supplyAsync(() -> find(email))).toList();
      awaitWaiting(2);
      connection.commit();
      found = requests.stream().map(CompletableFuture::join).toList();
    }

    assertThat(found.subList(0, 11)).isEqualTo(known);
    assertThat(found.get(11)).isEqualTo("user_not_found");
  }

  /** The address of whom it finds, else the code. */
  private static String find(String email) {
    var answer = APP.http().get("/users?email=" + email);
    return answer.status() == 200 ? answer.json().path("email").asText() : answer.code();
  }
}

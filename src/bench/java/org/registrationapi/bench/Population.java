package org.registrationapi.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.registrationapi.database.Database;
import org.registrationapi.database.DatabaseSettings;
import org.registrationapi.secrets.Secret;

/**
 * A database with users as after a year of registrations: each has a validation and a mail; ids are
 * in order of time; users are spread evenly over the servers.
 *
 * @param isPending whether all users are pending, instead of one in ten
 */
record Population(int users, int servers, boolean isPending) {
  static final String PASSWORD = "correct horse battery";
  private static final List<String> FIRST_NAMES =
      words("ada alan barbara claude dennis edsger frances grace hedy ida jean katherine leslie");
  private static final List<String> LAST_NAMES =
      words("lovelace turing liskov shannon ritchie dijkstra allen hopper lamarr rhodes bartik");
  private static final List<String> DOMAINS =
      words("example.com example.org example.net mail.example post.example web.example inbox.test");
  private static final List<String> TABLES = List.of("users", "validations", "mails");

  static Population of(int users, int servers) {
    return new Population(users, servers, false);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  /** The name of the database. */
  String database() {
    return "u" + users + "_s" + servers + (isPending ? "_pending" : "");
  }

  /** The address of a user, by its number from 0. */
  static String email(int n) {
    return name(n) + n + "@" + pick(DOMAINS, n);
  }

  /** The beginning of a user's address, shared by 69 others in 10,000. */
  static String name(int n) {
    return pick(FIRST_NAMES, n) + "." + pick(LAST_NAMES, n);
  }

  private static String pick(List<String> words, int n) {
    return words.get(n % words.size());
  }

  /** Whether a user is pending. */
  boolean isPending(int user) {
    return isPending || user % 10 == 0;
  }

  /** The API key of a user's server. */
  String keyOf(int user) {
    return key(1 + user % servers);
  }

  /** The API key of a server, by its number from 1. */
  static String key(int server) {
    return String.format(Locale.ROOT, "reg_b%07d_K%042d", server, server);
  }

  /** Loads missing populations; a million users takes a minute. */
  static void load(Population... populations) {
    var missing = List.of(populations);
    try (var postgres = Postgres.start()) {
      missing = missing.stream().filter(each -> !postgres.has(each.database())).toList();
    }
    if (missing.isEmpty()) return;
    try (var postgres = Postgres.startToLoad()) {
      for (var each : missing) each.load(postgres);
    }
  }

  private void load(Postgres postgres) {
    System.out.printf(Locale.ROOT, "loading %,d users in %,d servers%n", users, servers);
    var start = System.nanoTime();
    migrate(postgres, "loading");
    fill(postgres, "loading");
    postgres.execute("postgres", "alter database loading rename to " + database());
    System.out.printf(Locale.ROOT, "  took %d s%n", (System.nanoTime() - start) / 1_000_000_000);
  }

  /** Loads it into a database with the schema of another build. */
  void load(Postgres postgres, String database, Build build) {
    postgres.create(database);
    App.start(Jvm.jar(build), postgres.url(database), Map.of()).close();
    postgres.execute(database, "truncate servers cascade"); // the server created at the first start
    fill(postgres, database);
  }

  /** An empty database with the application's schema. */
  static void migrate(Postgres postgres, String database) {
    postgres.create(database);
    var url = Optional.of(postgres.url(database));
    Database.open(new DatabaseSettings(url, "postgres", new Secret(""), 2), Options.directory())
        .close();
  }

  /** Creates indexes and constraints after the rows, which is many times faster. */
  private void fill(Postgres postgres, String database) {
    var tables = TABLES.stream().collect(Collectors.joining("', '", "('", "')"));
    var constraints =
        postgres.query(
            database,
            """
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                   format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                          pg_get_constraintdef(oid))
              from pg_constraint
             where (conrelid::regclass::text in TABLES or confrelid::regclass::text in TABLES)
               and contype in ('p', 'u', 'f')
             order by array_position(array['f', 'u', 'p'], contype::text)
            """
                .replace("TABLES", tables));
    for (var constraint : constraints) postgres.execute(database, constraint.get(0));
    var indexes =
        postgres.query(
            database,
            "select format('drop index %I', indexname), indexdef from pg_indexes where tablename in "
                + tables);
    for (var index : indexes) postgres.execute(database, index.get(0));
    insert(postgres, database);
    for (var index : indexes) postgres.execute(database, index.get(1));
    for (int i = constraints.size() - 1; i >= 0; i--)
      postgres.execute(database, constraints.get(i).get(1));
    postgres.execute(database, "vacuum (freeze, analyze)");
  }

  private void insert(Postgres postgres, String database) {
    postgres.execute(
        database,
        """
        insert into servers (id, name, display_name, locale) overriding system value
        select n, 's' || n || '.example', 'Server ' || n, 'en' from generate_series(1, SERVERS) as n
        """
            .replace("SERVERS", "" + servers),
        "select setval(pg_get_serial_sequence('servers', 'id'), " + servers + ")",
        """
        insert into api_keys (id, server_id, secret_hash)
        select 'b' || lpad(n::text, 7, '0'), n, sha256(('K' || lpad(n::text, 42, '0'))::bytea)
          from generate_series(1, SERVERS) as n
        """
            .replace("SERVERS", "" + servers),
        "begin",
        "truncate users, validations, mails cascade", // truncated in this transaction, so their
        // rows need no WAL
        rows(
            "users (server_id, id, email, email_key, password_hash, first_name, last_name, birth_date,"
                + " time_created, time_updated, time_activated)",
            "server_id, user_id, email, email, hash, first_name, last_name, birth_date, time, time,"
                + " case when not is_pending then time + interval '2 minutes' end"),
        rows(
            "validations (server_id, id, user_id, purpose, time_sent, expires_at, pin_expires_at)",
            "server_id, mail_id, user_id, 'validation', time, timestamptz '2100-01-01', timestamptz '2100-01-01'"),
        rows(
            "mails (server_id, id, user_id, kind, recipient, status, attempts, next_attempt_at, time_created,"
                + " time_sent)",
            "server_id, mail_id, user_id, 'validation', email, case when is_pending then 'sent' else 'delivered' end,"
                + " 1, time, time, time"),
        "commit");
  }

  private String rows(String table, String columns) {
    return """
        insert into TABLE
        select COLUMNS
          from (select *, uuid_of(time, 'u' || n) as user_id, uuid_of(time, 'm' || n) as mail_id,
                       first_name || '.' || last_name || n || '@' || (DOMAINS)[1 + n % DOMAIN_COUNT] as email
                  from (select n, 1 + n % SERVERS as server_id, PENDING as is_pending,
                               (FIRST_NAMES)[1 + n % FIRST_COUNT] as first_name,
                               (LAST_NAMES)[1 + n % LAST_COUNT] as last_name,
                               date '1950-01-01' + n % 20000 as birth_date,
                               now() - interval '365 days' + n * (interval '364 days' / USERS) as time,
                               '$argon2id$v=19$m=19456,t=2,p=1$' || left(encode(sha256(('s' || n)::bytea), 'base64'), 22)
                                   || '$' || left(encode(sha256(('h' || n)::bytea), 'base64'), 43) as hash
                          from generate_series(0, USERS - 1) as n) as numbered) as person
        """
        .replaceAll("uuid_of\\(time, ([^)]*)\\)", UUID)
        .replace("TABLE", table)
        .replace("COLUMNS", columns)
        .replace("DOMAIN_COUNT", "" + DOMAINS.size())
        .replace("FIRST_COUNT", "" + FIRST_NAMES.size())
        .replace("LAST_COUNT", "" + LAST_NAMES.size())
        .replace("DOMAINS", array(DOMAINS))
        .replace("FIRST_NAMES", array(FIRST_NAMES))
        .replace("LAST_NAMES", array(LAST_NAMES))
        .replace("PENDING", isPending ? "true" : "n % 10 = 0")
        .replace("SERVERS", "" + servers)
        .replace("USERS", "" + users);
  }

  /** Version 7 (RFC 9562): the milliseconds, and here a hash instead of random bits. */
  private static final String UUID =
      "(lpad(to_hex((extract(epoch from time) * 1000)::bigint), 12, '0') || '7' || left(md5($1), 3)"
          + " || '9' || substr(md5($1), 4, 15))::uuid";

  private static String array(List<String> words) {
    return words.stream().collect(Collectors.joining("', '", "array['", "']"));
  }

  /** The bytes of a request that finds a user. */
  byte[] find(int user) {
    var email = email(user).replace("@", "%40");
    return Requests.get("/users?email=" + email, keyOf(user));
  }

  /** The bytes of a request with a user's right password; all have {@link #PASSWORD}. */
  byte[] authenticate(int user) {
    var body = "{\"email\": \"" + email(user) + "\", \"password\": \"" + PASSWORD + "\"}";
    return Requests.post("/users/authenticate", keyOf(user), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of a registration. Each needs another tag or number. */
  static byte[] register(String key, String tag, int n) {
    var body =
        "{\"email\": \"new."
            + tag
            + n
            + "@"
            + pick(DOMAINS, n)
            + "\", \"password\": \""
            + PASSWORD
            + "\", \"first_name\": \"Grace\","
            + " \"last_name\": \"Hopper\", \"birth_date\": \"1906-12-09\", \"locale\": \"en\"}";
    return Requests.post("/users", key, body.getBytes(StandardCharsets.UTF_8));
  }
}

package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;

/**
 * The schema can be distributed over several machines by server: the keys of growing tables begin
 * with server_id, so that all rows of a server are on one machine.
 */
class CatalogIT {
  private static final TestApp APP = SharedApp.APP;

  /** The tables that are distributed by server. */
  private static final Set<String> BY_SERVER =
      Set.of(
          "users",
          "validations",
          "mails",
          "idempotency_keys",
          "guesses",
          "known_clients",
          "email_undos",
          "mail_budgets",
          "key_uses",
          "events",
          "event_counts");

  /** The tables that are not distributed by server, and why. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "servers", "on every machine: a row a server",
          "api_keys", "on every machine: some rows a server, found by their id alone",
          "mail_pause", "one row",
          "mail_event_arrival", "one row",
          "secret_key_check", "one row",
          "event_totals", "a row for each day and kind",
          "event_rollup", "one row",
          "mail_allowances", "by address: the limit of registrations is of all servers together",
          "bounced_addresses", "by address: no server's mail reaches it",
          "flyway_schema_history", "a row a migration");

  /** The indexes that do not begin with the server, for statements over all servers. */
  private static final Set<String> OF_ALL_SERVERS =
      Set.of(
          "mails_by_id", // Mailjet and the operator know a mail by its id alone
          "mails_by_time_sent", // the operator's statistics, and the newest mail
          "mails_of_recipient", // the operator searches for an address
          "guesses_by_age", // cleanup
          "known_clients_by_age",
          "email_undos_by_age",
          "idempotency_keys_by_age",
          "events_by_time", // statistics of all servers, and cleanup
          "event_counts_by_day");

  private static List<List<String>> rows(String sql) {
    try (var connection = DriverManager.getConnection(APP.databaseUrl, "postgres", "");
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<List<String>>();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++)
          row.add(result.getString(i));
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Set<String> tables() {
    var tables = new TreeSet<String>();
    rows("""
            select case table_schema when 'public' then table_name else table_schema || '.' || table_name end
              from information_schema.tables
             where table_type <> 'VIEW' and table_schema not in ('pg_catalog', 'information_schema')
            """)
        .forEach(row -> tables.add(row.get(0)));
    return tables;
  }

  @Test
  void every_table_is_distributed_by_server_or_is_an_exception() {
    var known = new TreeSet<>(BY_SERVER);
    known.addAll(ELSEWHERE.keySet());

    assertThat(tables()).isEqualTo(known);
    assertThat(known).hasSize(BY_SERVER.size() + ELSEWHERE.size());
  }

  @Test
  void an_exception_has_no_server_id_unless_it_is_on_every_machine() {
    var withServer =
        rows(
                "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'server_id'")
            .stream()
            .map(row -> row.get(0))
            .filter(ELSEWHERE::containsKey);

    assertThat(withServer)
        .allSatisfy(table -> assertThat(ELSEWHERE.get(table)).startsWith("on every machine"));
  }

  @Test
  void every_unique_key_of_a_distributed_table_begins_with_the_server() {
    var keys =
        rows(
            """
            select t.relname, i.relname, a.attname
              from pg_index x
              join pg_class t on t.oid = x.indrelid
              join pg_class i on i.oid = x.indexrelid
              join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
             where t.relnamespace = 'public'::regnamespace and x.indisunique
            """);

    assertThat(keys.stream().map(key -> key.get(0))).containsAll(BY_SERVER);
    assertThat(keys)
        .filteredOn(key -> BY_SERVER.contains(key.get(0)))
        .allSatisfy(key -> assertThat(key.get(2)).as(key.get(1)).isEqualTo("server_id"));
  }

  @Test
  void every_foreign_key_of_a_distributed_table_stays_in_one_server() {
    var keys =
        rows(
            """
            select c.conname, t.relname, f.relname,
                   (select attname from pg_attribute where attrelid = t.oid and attnum = c.conkey[1]),
                   (select attname from pg_attribute where attrelid = f.oid and attnum = c.confkey[1])
              from pg_constraint c
              join pg_class t on t.oid = c.conrelid
              join pg_class f on f.oid = c.confrelid
             where c.contype = 'f' and t.relnamespace = 'public'::regnamespace
            """);

    assertThat(keys)
        .filteredOn(key -> BY_SERVER.contains(key.get(1)))
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(key.get(3)).as(key.get(0)).isEqualTo("server_id");
              assertThat(key.get(4))
                  .as(key.get(0))
                  .isEqualTo(key.get(2).equals("servers") ? "id" : "server_id");
              assertThat(ELSEWHERE.getOrDefault(key.get(2), "on every machine"))
                  .as(key.get(0))
                  .startsWith("on every machine");
            });
  }

  /** Citus refuses every other action if the key has the distribution column. */
  @Test
  void a_foreign_key_of_a_distributed_table_cascades_only_deletes() {
    var keys =
        rows(
            """
            select t.relname, c.conname, c.confupdtype, c.confdeltype, c.convalidated
              from pg_constraint c
              join pg_class t on t.oid = c.conrelid
             where c.contype = 'f' and t.relnamespace = 'public'::regnamespace
            """);

    assertThat(keys)
        .filteredOn(key -> BY_SERVER.contains(key.get(0)))
        .hasSize(7)
        .allSatisfy(
            key -> {
              assertThat(key.get(2)).as(key.get(1)).isEqualTo("a");
              assertThat(key.get(3)).as(key.get(1)).isIn("a", "c");
              assertThat(key.get(4)).as(key.get(1)).isEqualTo("t");
            });
  }

  @Test
  void every_other_index_begins_with_the_server_or_is_an_exception() {
    var indexes =
        rows(
            """
            select t.relname, i.relname,
                   coalesce((select attname from pg_attribute where attrelid = t.oid and attnum = x.indkey[0]), '')
              from pg_index x
              join pg_class t on t.oid = x.indrelid
              join pg_class i on i.oid = x.indexrelid
             where t.relnamespace = 'public'::regnamespace and not x.indisunique
            """);

    assertThat(indexes)
        .filteredOn(index -> BY_SERVER.contains(index.get(0)))
        .filteredOn(index -> !index.get(2).equals("server_id"))
        .extracting(index -> index.get(1))
        .containsExactlyInAnyOrderElementsOf(OF_ALL_SERVERS);
  }

  @Test
  void the_Citus_script_distributes_exactly_these_tables() throws java.io.IOException {
    var script = java.nio.file.Files.readString(java.nio.file.Path.of("sql/citus/distribute.sql"));

    var wanted = new TreeSet<String>();
    for (var table : BY_SERVER) wanted.add("distributed " + table + " server_id");
    ELSEWHERE.forEach(
        (table, why) -> {
          if (why.startsWith("on every machine")) wanted.add("reference " + table);
          if (why.startsWith("by address")) wanted.add("distributed " + table + " email_key");
        });

    var calls =
        Pattern.compile("(?m)^select create_(\\w+)_table\\('(\\w+)'(?:, '(\\w+)')?")
            .matcher(script)
            .results()
            .map(call -> call.group(1) + " " + call.group(2) + optional(call.group(3)));
    assertThat(calls).containsExactlyInAnyOrderElementsOf(wanted);
    var emptied =
        script.substring(script.indexOf("unnest(array["), script.indexOf("]::regclass[]"));
    assertThat(Pattern.compile("'(\\w+)'").matcher(emptied).results().map(name -> name.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            wanted.stream().map(w -> w.split(" ", -1)[1]).toList());
  }

  private static String optional(String column) {
    return column == null ? "" : " " + column;
  }
}

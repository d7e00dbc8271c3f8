package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No statement of the DAOs has what Citus refuses after {@code sql/citus/distribute.sql} has
 * distributed the tables. Each rule was observed on Citus 13.2.
 */
@Execution(ExecutionMode.CONCURRENT)
class CitusSqlTest {
  private static final Set<String> BY_SERVER = distributedBy("server_id");
  private static final Set<String> BY_ADDRESS = distributedBy("email_key");

  private static final Pattern TABLE =
      Pattern.compile("\\b(?:from|join|update|into|using)\\s+([a-z_]+)\\b");
  private static final Pattern LOCK =
      Pattern.compile("\\bfor\\s+(?:no key )?(?:update|share|key share)\\b");
  private static final Pattern ONE_SERVER = Pattern.compile("\\bserver_id\\s*=\\s*:serverId\\b");
  private static final Pattern ONE_ADDRESS = Pattern.compile("\\bemail_key\\s*=\\s*:emailKey\\b");
  private static final Pattern ON_CONFLICT = clause("do update\\s+set\\b", "returning");
  private static final Pattern SET =
      clause("^update [a-z_]+(?: [a-z]+)?\\s+set\\b", "where|returning");
  private static final Pattern RETURNING = clause("\\breturning\\b", "\\z");
  private static final Pattern WRITING_PART =
      Pattern.compile("\\bas\\s+(?:not )?(?:materialized )?\\(\\s*(?:insert|update|delete)\\b");

  /** Stable and volatile functions. */
  private static final Pattern NOT_IMMUTABLE =
      Pattern.compile(
          "\\b(?:now|clock_timestamp|gen_random_uuid|random|date_trunc|nextval|extract)\\(|current_timestamp");

  private static final Pattern VOLATILE =
      Pattern.compile("\\b(?:clock_timestamp|gen_random_uuid|random|nextval)\\(");

  /** The sum of a timestamptz and an interval is not immutable. */
  private static final Pattern SUM_OF_TIMES =
      Pattern.compile(
          "^(?!.*at time zone).*[+-]\\s+(?:[:\\w]+ \\* )?(?:make_)?interval\\b", Pattern.DOTALL);

  /** The sum of a column and an interval: now() and an interval may be added. */
  private static final Pattern SUM_WITH_COLUMN =
      Pattern.compile("\\w\\s+[+-]\\s+(?:[:\\w]+ \\* )?(?:make_)?interval\\b");

  /** A function that is not immutable, inside CASE or COALESCE. */
  private static final Pattern CHOICE =
      Pattern.compile(
          "\\b(?:coalesce\\([^()]*|case\\b(?:(?!\\bend\\b).)*?)(?:" + NOT_IMMUTABLE.pattern() + ")",
          Pattern.DOTALL);

  private static Set<String> distributedBy(String column) {
    try {
      var script = Files.readString(Path.of("sql/citus/distribute.sql"));
      var tables =
          Pattern.compile("create_distributed_table\\('(\\w+)', '" + column + "'")
              .matcher(script)
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      if (tables.contains("users")) tables.add("user_details"); // the view on users
      return tables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pattern clause(String begin, String end) {
    return Pattern.compile(begin + "(.*?)(?:\\b(?:" + end + ")|\\z)", Pattern.DOTALL);
  }

  /** The errors that Citus would report for a statement. */
  private static List<String> refusals(String text) {
    var sql = text.strip();
    var tables = TABLE.matcher(sql).results().map(match -> match.group(1)).toList();
    var byServer = tables.stream().anyMatch(BY_SERVER::contains);
    var byAddress = tables.stream().anyMatch(BY_ADDRESS::contains);
    var refusals = new ArrayList<String>();
    if (finds(SET, CHOICE, sql))
      refusals.add("non-IMMUTABLE functions are not allowed in CASE or COALESCE statements");
    if (!byServer && !byAddress) return refusals;
    if (byServer && byAddress)
      refusals.add("joins tables that are distributed by server and by address");
    if (LOCK.matcher(sql).find() && !(byServer ? ONE_SERVER : ONE_ADDRESS).matcher(sql).find())
      refusals.add("could not run distributed query with FOR UPDATE/SHARE commands");
    if (finds(ON_CONFLICT, NOT_IMMUTABLE, sql) || finds(ON_CONFLICT, SUM_OF_TIMES, sql))
      refusals.add("functions used in the DO UPDATE SET clause must be marked IMMUTABLE");
    if (finds(SET, VOLATILE, sql))
      refusals.add("functions used in UPDATE queries must not be VOLATILE");
    if (finds(SET, SUM_WITH_COLUMN, sql))
      refusals.add(
          "STABLE functions used in UPDATE queries cannot be called with column references");
    if (finds(RETURNING, NOT_IMMUTABLE, sql))
      refusals.add("non-IMMUTABLE functions are not allowed in the RETURNING clause");
    if (WRITING_PART.matcher(sql).find()) refusals.add("writes inside of WITH");
    return refusals;
  }

  private static boolean finds(Pattern clause, Pattern function, String sql) {
    return clause.matcher(sql).results().anyMatch(it -> function.matcher(it.group(1)).find());
  }

  @Test
  void the_tables_are_read_from_the_script() {
    assertThat(BY_SERVER).contains("users", "mails", "events");
    assertThat(BY_ADDRESS).containsExactlyInAnyOrder("mail_allowances", "bounced_addresses");
  }

  @Test
  void Citus_accepts_every_statement() {
    var refused = new TreeMap<String, List<String>>();
    Statements.all()
        .forEach(
            (name, sql) -> {
              if (!refusals(sql).isEmpty()) refused.put(name, refusals(sql));
            });

    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from users where id = :id for update|FOR UPDATE",
        "delete from mails where id in (select id from mails limit 9 for update skip locked)|FOR UPDATE",
        "insert into users (server_id) values (1) on conflict (id) do update set time_created = now()|IMMUTABLE",
        "insert into users (id) values (1) on conflict (id) do update set t = excluded.t + interval '1 day'|IMMUTABLE",
        "update users set id = gen_random_uuid() where server_id = :serverId|VOLATILE",
        "update users set t = t - interval '1 day' where server_id = :serverId|column references",
        "insert into users (id) values (1) returning clock_timestamp()|RETURNING",
        "update api_keys set time_revoked = coalesce(time_revoked, now()) where id = :id|COALESCE",
        "select 1 from users u left join bounced_addresses b on b.email_key = u.email_key|distributed",
        "with gone as (delete from users where server_id = :serverId returning id) select id from gone|WITH"
      })
  void a_statement_that_Citus_refuses_is_detected(String sql, String refusal) {
    assertThat(refusals(sql)).hasSize(1).first().asString().contains(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from users where server_id = :serverId and id = :id for update",
        "select id from servers where name = :name for update",
        "update users set time_updated = now() where server_id = :serverId",
        "update users set t = now() + make_interval(secs => :s) where server_id = :serverId",
        "insert into users (id) values (1) on conflict (id) do update set id = excluded.id returning id"
      })
  void a_statement_that_Citus_accepts_is_not_reported(String sql) {
    assertThat(refusals(sql)).isEmpty();
  }
}

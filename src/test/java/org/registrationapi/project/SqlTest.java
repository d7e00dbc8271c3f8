package org.registrationapi.project;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every statement of the DAOs on a server's rows names the server. */
@Execution(ExecutionMode.CONCURRENT)
class SqlTest {
  /** The statements that may access the rows of every server, and why. */
  private static final Map<String, String> OF_ALL_SERVERS =
      Map.ofEntries(
          entry("ApiKeyDao.isAllowedOrigin", "a browser asks before it sends the key"),
          entry("ApiKeyDao.isKnown", "key ids are unique among all servers"),
          entry("ApiKeyDao.findCaller", "the key identifies the server"),
          entry("ArrivalsDao.lastMail", "the newest mail of all; the events of all come together"),
          entry("EmailUndoDao.forgetOld", "cleans up after all servers by age"),
          entry("EventExpiryDao.count", "cleans up after all servers by age"),
          entry("EventExpiryDao.deleteCounts", "cleans up after all servers by age"),
          entry("EventExpiryDao.deleteEvents", "cleans up after all servers by age"),
          entry("EventExpiryDao.oldestDay", "cleans up after all servers by age"),
          entry("EventExpiryDao.oldestEvent", "cleans up after all servers by age"),
          entry("FunnelDao.sinceAtAll", "the operator sees the numbers of all"),
          entry("GuessDao.forgetOld", "cleans up after all servers by age"),
          entry("IdempotencyDao.forgetOld", "cleans up after all servers by age"),
          entry("KnownClientDao.forgetOld", "cleans up after all servers by age"),
          entry("MailBudgetDao.forgetOld", "cleans up after all servers by age"),
          entry("MailEventDao.servers", "Mailjet knows mails of older releases by their id alone"),
          entry("MailExpiryDao.countSettled", "cleans up after all servers by age"),
          entry("MailExpiryDao.serversWithSettled", "asks which servers have old mails"),
          entry("MailQueueDao.due", "the sender asks which servers have due mails"),
          entry("MailQueueDao.makeDue", "the operator fixed a problem for all"),
          entry("MailQueueDao.putOffAll", "the daily limit of all is reached"),
          entry("MailQueueDao.read", "a call has mails of several servers"),
          entry("MailRecordDao.page", "the operator sees the mails of all"),
          entry("MailRecordDao.serverOf", "the operator names a mail by its id alone"),
          entry("MailStatisticsDao.failed", "the operator sees the numbers of all"),
          entry("MailStatisticsDao.reasons", "the operator sees the numbers of all"),
          entry("MailStatisticsDao.sent", "the operator sees the numbers of all"),
          entry("MailStatisticsDao.waiting", "the operator sees the numbers of all"),
          entry("MailboxDao.isSending", "the development mailbox shows the mails of all"),
          entry("PendingExpiryDao.serversWithPending", "asks which servers have old users"),
          entry("RollupDao.addToCounts", "counts the events of all, each by its server"),
          entry("RollupDao.addToTotals", "counts the events of all"));

  private static final Set<String> TABLES = tablesOfServers();

  /** Words that may follow a table's name without being its alias. */
  private static final Set<String> KEYWORDS =
      Set.of("where", "set", "join", "left", "on", "order", "group", "for", "limit", "using");

  private static final Pattern USE =
      Pattern.compile(
          "\\b(from|join|update|into|using)\\s+("
              + String.join("|", TABLES)
              + ")\\b(?:\\s+(?:as\\s+)?([a-z_]+)\\b)?");

  /** Every table with the column server_id, as the migrations make them, and every view. */
  private static Set<String> tablesOfServers() {
    var table = Pattern.compile("(?ms)^create table (\\w+) \\(\\n(.*?)^\\);");
    var serverId = Pattern.compile("(?m)^ +server_id ");
    var view = Pattern.compile("(?m)^create view (\\w+) as$");
    var names = new TreeSet<String>();
    try (var files = Files.list(Path.of("sql"))) {
      for (var file : files.filter(it -> it.toString().endsWith(".sql")).toList()) {
        var sql = Files.readString(file);
        table
            .matcher(sql)
            .results()
            .filter(match -> serverId.matcher(match.group(2)).find())
            .forEach(match -> names.add(match.group(1)));
        view.matcher(sql).results().forEach(match -> names.add(match.group(1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  /**
   * The tables that a statement does not restrict to one server; empty if it needs no restriction.
   */
  private static List<String> faults(String sql) {
    var faults = new ArrayList<String>();
    var reaches = false;
    for (var use : USE.matcher(sql).results().toList()) {
      reaches = true;
      var alias = use.group(3) == null || KEYWORDS.contains(use.group(3)) ? "" : use.group(3);
      var inserts = use.group(1).equals("into");
      var kept = inserts ? insertsServerId(sql, use.end(2)) : isCompared(sql, alias);
      if (!kept) faults.add(use.group(2) + (alias.isEmpty() ? "" : " " + alias));
    }
    if (reaches && (!sql.contains(":serverId") || sql.contains(":serverIds")))
      faults.add("no :serverId");
    return faults;
  }

  private static boolean insertsServerId(String sql, int from) {
    return Pattern.compile("\\s+(?:as \\w+\\s+)?\\([^)]*\\bserver_id\\b")
        .matcher(sql.substring(from))
        .lookingAt();
  }

  private static boolean isCompared(String sql, String alias) {
    var column = alias.isEmpty() ? "(?<![.\\w])server_id" : "\\b" + alias + "\\.server_id";
    return Pattern.compile(column + "\\s*=|=\\s*" + column + "\\b").matcher(sql).find();
  }

  @Test
  void every_statement_on_a_servers_rows_names_the_server() {
    var faulty = new TreeMap<String, List<String>>();
    Statements.all()
        .forEach(
            (name, sql) -> {
              if (!faults(sql).isEmpty()) faulty.put(name, faults(sql));
            });

    assertThat(faulty.keySet()).as("%s", faulty).isEqualTo(new TreeMap<>(OF_ALL_SERVERS).keySet());
  }

  @Test
  void every_dao_and_table_is_read() {
    assertThat(TABLES)
        .contains("users", "validations", "mails", "idempotency_keys", "api_keys", "mail_budgets")
        .contains("events", "event_counts", "counted_events", "user_details")
        .doesNotContain("servers", "event_totals");
    assertThat(Statements.all())
        .hasSizeGreaterThan(60)
        .containsKeys("UserDetailsDao.findById", "ApiKeyDao.list", "MailQueueDao.claim");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select id from users where id = :id|users",
        "select id from users u where u.id = :id and server_id = :serverId|users u",
        "select 1 from users u join mails m on m.user_id = u.id where u.server_id = :serverId|mails m",
        "update users set email = :email where server_id = :other|no :serverId",
        "insert into mails (id) values (:id, :serverId)|mails",
        "delete from users u using validations v where u.server_id = :serverId and v.id = u.id|validations v"
      })
  void a_statement_without_its_server_is_detected(String sql, String fault) {
    assertThat(faults(sql)).contains(fault);
  }
}

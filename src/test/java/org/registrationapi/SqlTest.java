package org.registrationapi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlScript;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.database.HotQuery;

/** Reads every statement of the DAOs: one that reaches a server's rows says whose they are. */
class SqlTest {
  /** The few that may reach the rows of every server, and why. */
  private static final Map<String, String> OF_ALL_SERVERS =
      Map.ofEntries(
          entry("ApiKeyDao.isAllowedOrigin", "a browser asks before it sends the key"),
          entry("ApiKeyDao.isKnown", "key ids are unique among all servers"),
          entry("ApiKeyDao.recordUses", "the keys of all are written down, each by its server"),
          entry("FunnelDao.count", "the sender counts the mails of all, each by its server"),
          entry("FunnelDao.fold", "cleans up after all servers by age"),
          entry("FunnelDao.forgetOld", "cleans up after all servers by age"),
          entry("GuessDao.forgetOld", "cleans up after all servers by age"),
          entry("IdempotencyDao.forgetOld", "cleans up after all servers by age"),
          entry("KeyFindDao.OWNER", "a key tells which server it is"),
          entry("MailBudgetDao.forgetOld", "cleans up after all servers by age"),
          entry("MailBudgetDao.giveBack", "the sender counts the mails of all, each by its server"),
          entry("MailBudgetDao.lockUsed", "the row of server 0 is the limit of all together"),
          entry("MailBudgetDao.use", "the sender counts the mails of all, each by its server"),
          entry("MailDao.claim", "the sender works for all servers"),
          entry("MailDao.find", "the development mailbox shows the mails of all"),
          entry("MailDao.hurry", "the operator mended something for all"),
          entry("MailDao.newest", "the development mailbox shows the mails of all"),
          entry("MailDao.putOff", "the sender works for all servers"),
          entry("MailDao.settleSent", "the sender settles the mails of all, each by its server"),
          entry("MailEventDao.apply", "Mailjet knows a mail by its id alone"),
          entry("MailRecordDao.cancel", "the operator names a mail by its id alone"),
          entry("MailRecordDao.find", "the operator names a mail by its id alone"),
          entry("MailRecordDao.lock", "the operator names a mail by its id alone"),
          entry("MailRecordDao.page", "the operator sees the mails of all"),
          entry("MailRecordDao.queue", "the operator names a mail by its id alone"),
          entry("MailStatisticsDao.reasons", "the operator sees the numbers of all"),
          entry("MailStatisticsDao.totals", "the operator sees the numbers of all"),
          entry("TestMailDao.enqueue", "the operator names the server, which gives its id"));

  private static final Set<String> TABLES = tablesOfServers();

  /** Words that may follow a table's name without being its alias. */
  private static final Set<String> KEYWORDS =
      Set.of("where", "set", "join", "left", "on", "order", "group", "for", "limit", "using");

  private static final Pattern USE =
      Pattern.compile(
          "\\b(from|join|update|into|using)\\s+("
              + String.join("|", TABLES)
              + ")\\b(?:\\s+(?:as\\s+)?([a-z_]+)\\b)?");

  /** Every table with the column server_id, as the migrations make them. */
  private static Set<String> tablesOfServers() {
    var table = Pattern.compile("(?ms)^create table (\\w+) \\(\\n(.*?)^\\);");
    try (var files = Files.list(Path.of("sql"))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .map(SqlTest::read)
          .flatMap(sql -> table.matcher(sql).results())
          .filter(match -> Pattern.compile("(?m)^ +server_id ").matcher(match.group(2)).find())
          .map(match -> match.group(1))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The statements by {@code Dao.method}. */
  private static Map<String, String> statements() {
    var daos =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.registrationapi")
            .that(simpleNameEndingWith("Dao"));
    var all = new TreeMap<String, String>();
    for (Class<?> dao : daos.stream().map(JavaClass::reflect).toList()) {
      for (var method : dao.getDeclaredMethods())
        statement(method)
            .ifPresent(sql -> all.put(dao.getSimpleName() + "." + method.getName(), sql));
      for (var field : dao.getDeclaredFields())
        if (field.getType() == HotQuery.class)
          all.put(dao.getSimpleName() + "." + field.getName(), constant(field));
    }
    return all;
  }

  /** A statement of a DAO that is no SQL object. */
  private static String constant(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null).toString();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> statement(Method method) {
    return Stream.of(
            Optional.ofNullable(method.getAnnotation(SqlQuery.class)).map(SqlQuery::value),
            Optional.ofNullable(method.getAnnotation(SqlUpdate.class)).map(SqlUpdate::value),
            Optional.ofNullable(method.getAnnotation(SqlBatch.class)).map(SqlBatch::value),
            Optional.ofNullable(method.getAnnotation(SqlScript.class)).map(SqlScript::value))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a statement lacks to keep to one server's rows; empty if nothing, or it reaches none. */
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
  void every_statement_on_a_servers_rows_says_whose_they_are() {
    var faulty = new TreeMap<String, List<String>>();
    statements()
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
        .doesNotContain("servers");
    assertThat(statements())
        .hasSizeGreaterThan(60)
        .containsKeys("UserFindDao.BY_ID", "ApiKeyDao.list", "MailDao.claim");
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
  void a_statement_without_its_server_would_be_found(String sql, String fault) {
    assertThat(faults(sql)).contains(fault);
  }
}

package org.registrationapi.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.secrets.RandomText;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretFile;

/**
 * A data directory of PostgreSQL in which one role can sign in, with a password. Its password is in
 * a file beside the directory.
 *
 * @param role the superuser, or another role, which is made the owner of the default database; then
 *     the superuser has no password and cannot sign in
 */
record ClusterFiles(PostgresCommand command, Path directory, String role) {
  static final String SUPERUSER = "postgres";
  private static final int PASSWORD_LENGTH = 43; // 256 bits

  /**
   * Iterations make guesses at weak passwords slow (RFC 5802, section 4). This password is random,
   * and each new connection would take some 10 ms of processor time longer. PostgreSQL 15 and older
   * have no such setting.
   */
  private static final String FEW_ITERATIONS =
      "select set_config(name, '1', false) from pg_settings where name = 'scram_iterations'";

  private static final String RULES =
      """
      # Written by the Registration API at each start.
      host all         all 127.0.0.1/32 scram-sha-256
      host replication all 127.0.0.1/32 scram-sha-256
      """;

  private static final String MAKE_ROLE =
      """
      do $$ begin
        if not exists (select from pg_roles where rolname = '%s') then create role %s; end if;
      end $$
      """;

  /** The superuser owned the tables of earlier versions. Sequences follow their tables. */
  private static final String OWN_TABLES =
      """
      do $$ declare it regclass; begin
        for it in select oid from pg_class
                   where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
        loop execute format('alter table %%s owner to %s', it); end loop;
      end $$
      """;

  /** Creates the files if there are none. Returns the role's password. */
  Secret prepare() throws IOException {
    if (!Files.exists(directory.resolve("postgresql.conf"))) initialise();
    var rules = directory.resolve("pg_hba.conf");
    var file = passwordFile(directory);
    if (file.read().isEmpty()) Files.deleteIfExists(rules); // so a start cut off here is repeated
    var password = file.readOrMake(() -> RandomText.alphanumeric(PASSWORD_LENGTH));
    if (!isCurrent(rules)) {
      command.runAlone(directory, statements(password));
      replace(rules);
    }
    return password;
  }

  /** The file of the role's password. */
  static SecretFile passwordFile(Path directory) {
    return new SecretFile(directory.resolveSibling(directory.getFileName() + "-password"));
  }

  /** Where initdb works. The files move from there when they are complete. */
  static Path unfinished(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".new");
  }

  /** Creates the files beside their place, because a start that is cut off leaves half of them. */
  private void initialise() throws IOException {
    var unfinished = unfinished(directory);
    if (Files.exists(unfinished)) PostgresPrograms.delete(unfinished);
    if (isOccupied()) runInitdb(directory); // it refuses, and says why
    runInitdb(unfinished);
    Files.deleteIfExists(directory);
    Files.move(unfinished, directory);
  }

  private boolean isOccupied() throws IOException {
    if (!Files.exists(directory)) return false;
    try (var content = Files.list(directory)) {
      return content.findAny().isPresent();
    }
  }

  /**
   * Without a locale the files are the same on every platform. No statement needs one. Every
   * sign-in is refused until the rules are written.
   */
  private void runInitdb(Path target) throws IOException {
    var name = target.toString();
    var arguments =
        List.of("-D", name, "-U", SUPERUSER, "-A", "reject", "-E", "UTF8", "--no-locale");
    if (command.run("initdb", arguments) != 0) throw new IOException(command.printed());
  }

  /** Earlier versions had rules that trust every user of the machine. */
  private static boolean isCurrent(Path rules) throws IOException {
    return Files.exists(rules)
        && new String(Files.readAllBytes(rules), StandardCharsets.UTF_8).equals(RULES);
  }

  private static void replace(Path rules) throws IOException {
    var part = Files.createTempFile(rules.getParent(), "pg_hba", ".part", OwnerOnly.file());
    Files.writeString(part, RULES);
    Files.move(part, rules, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> statements(Secret password) {
    var sign = "alter role %s login password '%s'".formatted(role, password.value());
    if (role.equals(SUPERUSER)) return List.of(FEW_ITERATIONS, sign);
    return List.of(
        FEW_ITERATIONS,
        "alter role %s password null".formatted(SUPERUSER),
        oneLine(MAKE_ROLE.formatted(role, role)),
        sign,
        "alter database postgres owner to " + role,
        oneLine(OWN_TABLES.formatted(role)));
  }

  private static String oneLine(String statement) {
    return statement.replaceAll("\\s+", " ");
  }
}

package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.request.JsonMappers;
import org.registrationapi.servers.ServerSettings;

/** The arguments of commands, their help and their exit codes, without a database. */
class CommandsTest {
  private static final List<String> COMMANDS =
      List.of(
          "servers list",
          "servers show",
          "servers create",
          "servers update",
          "servers delete",
          "keys list",
          "keys create",
          "keys revoke",
          "users list",
          "users show",
          "users delete",
          "mails list",
          "mails show",
          "mails retry",
          "mails cancel",
          "mails statistics",
          "bounces list",
          "bounces lift",
          "purge",
          "mail-check");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Commands commands(Supplier<Opened> opener) {
    return new Commands(opener, JsonMappers.mapper(), stream(out), stream(err), false, "1.2.3");
  }

  private Commands commands() {
    return commands(
        () -> {
          throw new AssertionError("it must not open the database");
        });
  }

  private int run(String... arguments) {
    return commands().run(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "servers",
        "keys",
        "users",
        "mails",
        "bounces",
        "purge",
        "mail-check",
        "-h",
        "--help",
        "-V",
        "--version"
      })
  void the_first_argument_names_a_command(String argument) {
    assertThat(commands().knows(argument)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "SERVERS", "", "--json", "list"})
  void another_first_argument_names_none(String argument) {
    assertThat(commands().knows(argument)).isFalse();
  }

  @Test
  void help_lists_the_commands() {
    assertThat(run("--help")).isZero();
    assertThat(out)
        .asString()
        .startsWith("Usage: java -jar registration-api.jar ")
        .contains("servers ", "keys ", "users ", "mails ", "bounces ", "purge ", "mail-check ");
    assertThat(err).asString().isEmpty();
  }

  @Test
  void every_command_explains_itself_its_arguments_and_its_options() {
    for (var command : COMMANDS) {
      out.reset();
      assertThat(run((command + " --help").split(" "))).as(command).isZero();
      assertThat(out)
          .asString()
          .startsWith("Usage: java -jar registration-api.jar " + command)
          .containsPattern("(?m)^[A-Za-z].*\\.$")
          .contains("--json ", "-h, --help ", "-V, --version ")
          .doesNotContainPattern("(?m)^ +(-\\S+|[A-Z]+)\n(?! {20})"); // without a description
    }
  }

  @Test
  void every_setting_of_a_server_is_an_option() {
    run("servers", "create", "--help");

    assertThat(out).asString().contains("--mail-from=TEXT", "--validation-ttl=VALUE");
    assertThat(out).asString().containsPattern("(?s)seconds\\s+from\\s+sending");
    assertThat(
            Stream.of(ServerSettings.class.getRecordComponents())
                .map(part -> part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)))
        .allSatisfy(name -> assertThat(out).asString().contains("--" + name + "="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version", "servers --version", "keys list -V"})
  void the_version_is_shown(String arguments) {
    assertThat(run(arguments.split(" "))).isZero();
    assertThat(out).asString().isEqualToNormalizingNewlines("1.2.3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "servers|Missing required subcommand",
        "servers lst|Unmatched argument at index 1: 'lst'",
        "servers show|Missing required parameter: 'NAME'",
        "servers create shop --validation-ttl=soon|Invalid value for option '--validation-ttl': 'soon' is not a number",
        "servers create shop --validation-ttl=1.5|Invalid value for option '--validation-ttl': '1.5' is not a number",
        "servers create shop --mail-texts=Hi|Invalid value for option '--mail-texts': 'Hi' is not an object of the API",
        "servers create shop --mail-texts={\"*\":{\"en\":1}}|Invalid value for option '--mail-texts': '{\"*\":{\"en\":1}}' is not an object of the API",
        "servers create shop --colour=red|Unknown option: '--colour=red'",
        "keys create|Missing required parameter: 'SERVER'",
        "keys revoke shop|Missing required parameter: 'ID'",
        "users list shop --status=new|Invalid value for option '--status'",
        "mails list --limit=many|Invalid value for option '--limit': 'many' is not an int"
      })
  void wrong_arguments_are_explained(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err)
        .asString()
        .startsWith(message)
        .containsPattern("(?m)^(Help|Usage): java -jar registration-api.jar ")
        .doesNotContain("\tat ");
    assertThat(out).asString().isEmpty();
  }

  @Test
  void a_misspelt_command_is_corrected() {
    run("servers", "lst");

    assertThat(err)
        .asString()
        .contains("Did you mean: ", "list", "Usage: ")
        .containsPattern("(?m)^ +list +Lists all servers\\.$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "users list shop --email=nobody|--email has no @.",
        "users list shop --limit=0|--limit must be a whole number from 1 to 1000.",
        "users list shop --limit=1001|--limit must be a whole number from 1 to 1000.",
        "users list shop --cursor=abc|--cursor is not a cursor of this list.",
        "mails list --cursor=abc|--cursor is not a cursor of this list.",
        "servers update shop|name at least one setting to change; --help lists them"
      })
  void invalid_input_is_refused_before_the_database_is_opened(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(1);
    assertThat(err).asString().isEqualToNormalizingNewlines(message + "\n");
  }

  @Test
  void an_argument_that_cannot_be_decoded_is_refused() {
    assertThat(run("servers", "create", "shop", "--display-name=Caf\ufffd\ufffd")).isEqualTo(2);
    assertThat(err)
        .asString()
        .isEqualToNormalizingNewlines(
            "an argument cannot be decoded; use UTF-8, and start with LC_ALL=C.UTF-8\n");
  }

  @Test
  void an_argument_that_begins_with_an_at_sign_is_no_file() {
    assertThat(run("servers", "show", "@/etc/passwd", "x")).isEqualTo(2);
    assertThat(err).asString().startsWith("Unmatched argument at index 3: 'x'");
  }

  @Test
  void settings_that_are_invalid_are_named() {
    var ran = Ran.run(Map.of("PORT", "http"), "servers", "list");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("Invalid settings:").contains("  PORT must be ");
  }

  @Test
  void a_database_that_goes_away_is_a_sentence() {
    var commands =
        commands(
            () -> {
              throw new IllegalStateException(new SQLException("secret", "08006"));
            });

    assertThat(commands.run("servers", "list")).isEqualTo(1);
    assertThat(err)
        .asString()
        .isEqualToNormalizingNewlines("The database does not answer; try again.\n");
  }
}

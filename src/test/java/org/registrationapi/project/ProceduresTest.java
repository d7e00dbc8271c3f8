package org.registrationapi.project;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.registrationapi.settings.Settings;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.Procedures.Block;

/** PROCEDURES.md: a test runs each procedure, and the page agrees with the Compose files. */
class ProceduresTest {
  private static final String COMPOSE = Sources.read(Path.of("docker-compose.yml"));
  private static final String SCALE = Sources.read(Path.of(".compose.scale.yml"));

  /** Settings of containers, which docker-compose.yml reads from .env; others are the service's. */
  private static final Set<String> OF_CONTAINERS =
      Set.of("POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "PGADMIN_DEFAULT_PASSWORD");

  private static final String OF_PSQL = "ON_ERROR_STOP";

  /** A name in capitals in code, which is a setting. */
  private static final Pattern SETTING = Pattern.compile("\\b[A-Z]{2,}(?:_[A-Z]+)+\\b");

  @Test
  void a_test_reads_every_block_out_of_the_page() {
    assertThat(Sources.read(Path.of(".ci/run"))).contains("grep '^ufw ' .github/PROCEDURES.md");
    var tests = Sources.below("src/ha/java", "src/test/java").values();
    var named = tests.stream().map(text -> text.replaceAll("\\s+", "")).collect(toSet());

    assertThat(Procedures.blocks()).hasSizeGreaterThan(20);
    for (var block : Procedures.blocks()) {
      if (block.text().startsWith("ufw ")) continue; // .ci/run has these
      var sameHeading =
          Procedures.blocks().stream().filter(b -> b.heading().equals(block.heading())).toList();
      var call =
          "Procedures.block(\"%s\",%d)".formatted(block.heading(), sameHeading.indexOf(block));
      assertThat(named).as(call).anyMatch(test -> test.contains(call.replaceAll("\\s+", "")));
    }
  }

  @Test
  void every_setting_that_the_page_names_exists() {
    var known = Settings.names();

    assertThat(SETTING.matcher(Procedures.text()).results().map(match -> match.group()))
        .isNotEmpty()
        .filteredOn(name -> !OF_CONTAINERS.contains(name) && !name.equals(OF_PSQL))
        .allSatisfy(name -> assertThat(known).contains(name.replace("_FILE", "")));
    assertThat(OF_CONTAINERS).allSatisfy(name -> assertThat(COMPOSE).contains("${" + name + ":-"));
  }

  @Test
  void every_container_rotates_its_logs_as_the_page_shows() {
    var shown = Procedures.block("Logs", 0);
    assertThat(shown).contains("\n    max-size: ", "\n    max-file: ");
    var common = shown.replace("logging:", "x-logging: &logging");

    assertThat(COMPOSE).contains("\n" + common);
    for (var service : List.of("web", "db", "pgadmin"))
      assertThat(ContainerTest.service(COMPOSE, service)).contains("\n    logging: *logging\n");
    assertThat(ContainerTest.service(SCALE, "proxy")).contains("\n" + shown.indent(4));
  }

  /** A restore and a new password need a pgAdmin that starts anew each time. */
  @Test
  void pgAdmin_keeps_nothing_and_takes_its_password_from_the_settings() {
    assertThat(ContainerTest.service(COMPOSE, "pgadmin"))
        .contains("PGADMIN_DEFAULT_PASSWORD: ${PGADMIN_DEFAULT_PASSWORD:-admin}\n")
        .contains("    tmpfs:\n      - /var/lib/pgadmin:")
        .doesNotContain("volumes:");
  }

  @Test
  void the_ports_of_the_firewall_are_those_that_are_published() {
    var published =
        Pattern.compile("127\\.0\\.0\\.1:\\$\\{[A-Z_]+:-([0-9]+)}:").matcher(COMPOSE).results();
    var ports = published.map(match -> match.group(1)).toList();

    assertThat(ports).hasSize(3);
    assertThat(Procedures.text())
        .contains("| " + String.join(", ", ports) + " | this machine only |");
    assertThat(Procedures.blocks())
        .filteredOn(block -> block.heading().equals("Firewall"))
        .extracting(Block::text)
        .noneMatch(commands -> ports.stream().anyMatch(commands::contains));
  }

  /** The volumes that a backup and a restore name. */
  @Test
  void the_volumes_are_those_of_the_backup() {
    assertThat(COMPOSE).endsWith("\nvolumes:\n  web:\n  db:\n");
    assertThat(Map.of("web", "web:/data", "db", "db:/var/lib/postgresql"))
        .allSatisfy(
            (service, volume) ->
                assertThat(ContainerTest.service(COMPOSE, service))
                    .contains("    volumes:\n")
                    .contains("      - " + volume + "\n"));
  }
}

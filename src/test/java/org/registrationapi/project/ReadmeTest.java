package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.registrationapi.settings.Settings;

/** The documented settings and dependencies are those of the code. */
class ReadmeTest {
  private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([A-Z_]+)`( \\*)? \\|");

  private static String operations() throws IOException {
    return Files.readString(Path.of(".github/OPERATIONS.md"));
  }

  @Test
  void the_table_of_settings_has_every_setting_and_nothing_else() throws IOException {
    assertThat(SETTING.matcher(operations()).results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(Settings.names());
  }

  @Test
  void the_settings_with_a_FILE_twin_are_marked() throws IOException {
    List<String> marked =
        SETTING
            .matcher(operations())
            .results()
            .filter(row -> row.group(2) != null)
            .map(row -> row.group(1))
            .toList();

    assertThat(marked).containsExactlyInAnyOrderElementsOf(Settings.secretNames());
  }

  @Test
  void every_dependency_is_named_in_the_decisions() throws IOException {
    var decisions = Files.readString(Path.of(".github/DECISIONS.md"));
    var pom = Files.readString(Path.of("pom.xml"));
    var dependencies =
        pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
    assertThat(
            Pattern.compile("<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)<")
                .matcher(dependencies)
                .results()
                .map(this::name))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(decisions).contains(name));
  }

  private String name(MatchResult match) {
    return match.group(1);
  }
}

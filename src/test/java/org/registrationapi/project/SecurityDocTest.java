package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** SECURITY.md lists every requirement and names only tests that exist. */
class SecurityDocTest {
  private static final String DOCUMENT = Sources.read(Path.of(".github/SECURITY.md"));
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.([A-Za-z]\\w*)`");

  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*) \\|$");

  /** Every requirement of levels 1 and 2 in these chapters of OWASP ASVS 5.0.0, with its level. */
  private static final String REQUIREMENTS =
      """
      2.1.1/1 2.1.2/2 2.1.3/2 2.2.1/1 2.2.2/1 2.2.3/2 2.3.1/1 2.3.2/2 2.3.3/2 2.3.4/2 2.4.1/2
      4.1.1/1 4.1.2/2 4.1.3/2 4.2.1/2 4.3.1/2 4.3.2/2 4.4.1/1 4.4.2/2 4.4.3/2 4.4.4/2
      6.1.1/1 6.1.2/2 6.1.3/2 6.2.1/1 6.2.2/1 6.2.3/1 6.2.4/1 6.2.5/1 6.2.6/1 6.2.7/1 6.2.8/1
      6.2.9/2 6.2.10/2 6.2.11/2 6.2.12/2 6.3.1/1 6.3.2/1 6.3.3/2 6.3.4/2 6.4.1/1 6.4.2/1 6.4.3/2
      6.4.4/2 6.5.1/2 6.5.2/2 6.5.3/2 6.5.4/2 6.5.5/2 6.6.1/2 6.6.2/2 6.6.3/2 6.8.1/2 6.8.2/2
      6.8.3/2 6.8.4/2
      8.1.1/1 8.1.2/2 8.2.1/1 8.2.2/1 8.2.3/2 8.3.1/1 8.4.1/2
      11.1.1/2 11.1.2/2 11.2.1/2 11.2.2/2 11.2.3/2 11.3.1/1 11.3.2/1 11.3.3/2 11.4.1/1 11.4.2/2
      11.4.3/2 11.4.4/2 11.5.1/2 11.6.1/2
      13.1.1/2 13.2.1/2 13.2.2/2 13.2.3/2 13.2.4/2 13.2.5/2 13.3.1/2 13.3.2/2 13.4.1/1 13.4.2/2
      13.4.3/2 13.4.4/2 13.4.5/2
      14.1.1/2 14.1.2/2 14.2.1/1 14.2.2/2 14.2.3/2 14.2.4/2 14.3.1/1 14.3.2/2 14.3.3/2
      16.1.1/2 16.2.1/2 16.2.2/2 16.2.3/2 16.2.4/2 16.2.5/2 16.3.1/2 16.3.2/2 16.3.3/2 16.3.4/2
      16.4.1/2 16.4.2/2 16.4.3/2 16.5.1/2 16.5.2/2 16.5.3/2
      """;

  private static List<MatchResult> requirements() {
    return REQUIREMENT.matcher(DOCUMENT).results().toList();
  }

  @Test
  void every_named_test_exists() {
    var sources = Sources.below("src/test/java", "src/browser/java", "src/fuzz/java");
    var missing = new ArrayList<String>();
    var named = TEST.matcher(DOCUMENT).results().toList();
    for (var test : named) {
      var method = Pattern.compile("(?m)^  void " + test.group(2) + "\\(");
      if (!method.matcher(sources.getOrDefault(test.group(1), "")).find())
        missing.add(test.group());
    }

    assertThat(named).hasSizeGreaterThan(150);
    assertThat(missing).isEmpty();
  }

  /** The test above would not find a name in another form. */
  @Test
  void every_name_that_resembles_a_test_has_the_expected_form() {
    assertThat(Pattern.compile("\\w*(?:Test|IT)\\.\\w*_\\w+").matcher(DOCUMENT).results())
        .hasSameSizeAs(TEST.matcher(DOCUMENT).results().toList());
  }

  @Test
  void every_requirement_of_levels_1_and_2_is_listed_once_with_its_level() {
    assertThat(requirements().stream().map(row -> row.group(1) + "/" + row.group(2)))
        .containsExactly(REQUIREMENTS.strip().split("\\s+"));
  }

  @Test
  void a_met_requirement_names_its_test_and_any_other_its_reason() {
    assertThat(requirements())
        .allSatisfy(
            row -> {
              assertThat(row.group(4)).as(row.group(1)).isIn("met", "n/a", "not");
              if (row.group(4).equals("met"))
                assertThat(row.group(5)).as(row.group(1)).containsPattern(TEST);
              else
                assertThat(TEST.matcher(row.group(5)).replaceAll("").strip())
                    .as(row.group(1))
                    .hasSizeGreaterThan(15);
            });
  }

  @Test
  void every_threat_names_its_test() {
    var threats =
        DOCUMENT
            .substring(DOCUMENT.indexOf("## Threats"), DOCUMENT.indexOf("## What remains"))
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(2) // the header
            .toList();

    assertThat(threats)
        .hasSizeGreaterThan(15)
        .allSatisfy(threat -> assertThat(threat).containsPattern(TEST));
  }
}

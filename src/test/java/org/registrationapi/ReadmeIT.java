package org.registrationapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.AppProcess;
import org.registrationapi.kit.Postgres;
import org.registrationapi.secrets.OwnerOnly;

/** A newcomer pastes the lines of the README, again and again. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("processes")
class ReadmeIT {
  private static final Pattern PIN = Pattern.compile("PIN ([0-9]{6})\n");
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  @TempDir private Path directory;

  /** The lines of a section, in two parts: up to the registration, and from the PIN on. */
  private static List<String> walk() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var section = readme.substring(readme.indexOf("\n## From registering to active, with curl"));
    var begin = section.indexOf("```sh\n") + "```sh\n".length();
    var lines = section.substring(begin, section.indexOf("\n```", begin));
    return List.of(lines.split("(?m)^(?=# 2\\.)"));
  }

  /** Pastes lines into a new shell, and returns what they print. */
  private String paste(String lines, AppProcess service) throws IOException {
    var script = lines.replace("localhost:8000", "localhost:" + service.port());
    var shell =
        new ProcessBuilder("bash", "-eu", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String last(Pattern pattern, String text) {
    var found = pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
    return found.get(found.size() - 1);
  }

  private static long count(Pattern pattern, String text) {
    return pattern.matcher(text).results().count();
  }

  @Test
  void the_lines_of_the_walk_work_each_time() throws IOException {
    var data = directory.resolve("data");
    OwnerOnly.createDirectories(data);
    Files.createSymbolicLink(data.resolve("binaries"), Postgres.directory());
    try (var service = AppProcess.start(directory, Map.of())) {
      service.awaitBanner();
      for (int i = 0; i < 7; i++) walkOnce(service);
    }
  }

  private void walkOnce(AppProcess service) throws IOException {
    var walk = walk();
    var mails = count(PIN, service.printed());
    var registered = paste(walk.get(0), service);
    assertThat(registered).contains("\"is_activated\":false").doesNotContain("\"code\"");
    await().until(() -> count(PIN, service.printed()) > mails);
    // a new shell has no variables and functions of the one before
    var rest =
        walk.get(0).substring(0, walk.get(0).indexOf("# 1."))
            + walk.get(1)
                .replace("123456", last(PIN, service.printed()))
                .replaceFirst(
                    "\"id\": \"[0-9a-f-]{36}\"", "\"id\": \"" + last(ID, registered) + "\"");
    assertThat(paste(rest, service))
        .contains("\"is_activated\":true", "\"last_name\":\"King\"", "\"name\":\"shop\"")
        .doesNotContain("\"code\"", "curl:", "bash:");
  }
}

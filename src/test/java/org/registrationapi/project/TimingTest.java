package org.registrationapi.project;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * No test fails on a busy machine: none measures time, sleeps, has a short timeout or assumes that
 * a port stays free. {@link org.registrationapi.kit.AwaitilityDefaults} has the timeout of every
 * wait.
 */
class TimingTest {
  /** A timeout that a busy machine can exceed. */
  private static final String SHORT = "(?:[0-9]{1,2}|[0-9_]{1,6}(?=, TimeUnit\\.MILLIS))";

  /** The forbidden patterns, and the classes that may use them. */
  private static final Map<String, Set<String>> RULES =
      Map.ofEntries(
          entry("Thread\\.sleep|\\.sleep\\(|parkNanos", Set.of("ChildProcess", "FaultLoad")),
          entry(
              "\\.atMost\\(|\\.during\\(|assertTimeout", Set.of("WithinOneDay")), // up to midnight
          entry("@Timeout\\(" + SHORT + "\\)", Set.of()),
          entry("awaitTermination\\(" + SHORT + ", TimeUnit\\.SECONDS", Set.of()),
          entry("orTimeout\\(" + SHORT + ", TimeUnit\\.(?:SECONDS|MILLISECONDS)", Set.of()),
          entry("isLessThan\\w*\\(\\s*Duration|isBefore\\w*\\(Instant\\.now", Set.of()),
          entry("ServerSocket\\(0\\)|freePort", Set.of()),
          // a transaction that ends with its connection keeps its locks for a moment
          entry(
              "setAutoCommit\\(false\\)(?:(?!\\.(?:commit|rollback)\\(\\))[\\s\\S])*?\n  }",
              Set.of()),
          // to print numbers or to order events; EqualTime runs in CI only
          entry(
              "nanoTime\\(|currentTimeMillis\\(",
              Set.of(
                  "ChildProcess",
                  "DatabaseFaultsIT",
                  "EqualTime",
                  "FailoverHaIT",
                  "FaultLoad",
                  "RollingRestartHaIT",
                  "SlowClientIT")));

  static final Set<String> PATTERNS = new TreeSet<>(RULES.keySet());

  @ParameterizedTest
  @FieldSource("PATTERNS")
  void no_test_depends_on_timing_or_chance(String pattern) {
    var sources = Sources.below("src/test/java", "src/kit/java", "src/ha/java", "src/browser/java");
    sources.remove(getClass().getSimpleName());
    var found = Pattern.compile(pattern);

    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(sources.keySet().stream().filter(name -> found.matcher(sources.get(name)).find()))
        .allMatch(RULES.get(pattern)::contains);
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void a_test_that_depends_on_timing_is_detected(String example) {
    assertThat(PATTERNS).anyMatch(pattern -> Pattern.compile(pattern).matcher(example).find());
  }

  static final Set<String> EXAMPLES =
      new TreeSet<>(
          Set.of(
              "Thread.sleep(100);",
              "await().atMost(Duration.ofSeconds(5)).until(done);",
              "@Timeout(5)",
              "pool.awaitTermination(30, TimeUnit.SECONDS)",
              "future.orTimeout(2, TimeUnit.SECONDS)",
              "assertThat(took).isLessThan(Duration.ofSeconds(3));",
              "try (var free = new ServerSocket(0)) {",
              """
                  other.setAutoCommit(false);
                  statement.execute("lock table users");
                }
              }
            """));
}

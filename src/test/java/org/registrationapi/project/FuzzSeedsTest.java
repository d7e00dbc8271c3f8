package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.fuzz.FuzzTarget;
import org.registrationapi.fuzz.Seeds;

/** Every stored seed still passes its fuzz target. */
class FuzzSeedsTest {
  private static final int MAX_KIB = 200;

  static List<FuzzTarget> targets() {
    return FuzzTarget.ALL;
  }

  @ParameterizedTest
  @MethodSource("targets")
  void every_seed_passes_its_target(FuzzTarget target) {
    assertThat(Seeds.of(target)).hasSizeGreaterThanOrEqualTo(8);
    for (var seed : Seeds.of(target))
      assertThatCode(() -> target.test().accept(seed))
          .as("%s of %s", target, Seeds.encoded(seed))
          .doesNotThrowAnyException();
  }

  @Test
  void a_seed_is_read_as_it_was_written() {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) all[i] = (byte) i;

    assertThat(Seeds.decoded(Seeds.encoded(all))).isEqualTo(all);
    assertThat(Seeds.encoded("a\\x41\r\n".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("a\\x5cx41\\x0d\\x0a");
  }

  @Test
  void every_seed_file_has_a_target_and_all_files_are_small() throws IOException {
    var files = FuzzTarget.ALL.stream().map(Seeds::file).toList();

    try (var kept = Files.list(Path.of("src/fuzz/seeds"))) {
      assertThat(kept).containsExactlyInAnyOrderElementsOf(files);
    }
    assertThat(files.stream().mapToLong(file -> file.toFile().length()).sum())
        .isLessThan(MAX_KIB * 1024L);
  }
}

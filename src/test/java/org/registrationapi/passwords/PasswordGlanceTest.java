package org.registrationapi.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordGlanceTest {
  private static final List<String> KNOWN =
      List.of("ada@example.com", "ada", "example", "lovelace-king", "lovelace", "müller");
  private static final List<String> OTHERS =
      List.of(
          "qwertz",
          "asdfgh",
          "zaq12wsx",
          "1qaz2wsx",
          "abcdef",
          "97531",
          "aaaa",
          "xyxyxy",
          "abcabc",
          "1985",
          "10-12-1985",
          "1.1.91",
          "19851210",
          "741852963",
          "?>:\"",
          "}{[]",
          " ",
          "K",
          "7w");
  private static final List<String> SIGNS =
      List.of("a4@", "b8", "c(", "e3", "g69", "i1!|", "l17", "o0", "s$5", "t+7", "x%", "z2");

  private static final Zxcvbn ZXCVBN = new Zxcvbn();
  private static final List<Dictionary> DICTIONARIES = dictionaries();
  private static final PasswordGlance GLANCE = glance();

  private static List<Dictionary> dictionaries() {
    try {
      return StandardDictionaries.loadAllDictionaries();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PasswordGlance glance() {
    try {
      return new PasswordGlance(DICTIONARIES, StandardKeyboards.loadAllKeyboards());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"correct horse batter", "Zebra-quartz-7341", "Xk29vQ!pL0zz", "j7-Tq.99wLm"})
  void good_ones_are_known_at_a_glance(String password) {
    assertThat(GLANCE.isGood(password, KNOWN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "p@ssw0rd",
        "drowssap",
        "1loveyou1985",
        "qwertyuiop",
        "abcdefgh",
        "aaaaaaaa",
        "abcabcabcabc",
        "10/12/1985",
        "ecalevol",
        "10v3l4c3",
        "Passwörter",
        "a1b2c3"
      })
  void what_might_be_weak_is_left_to_be_judged(String password) {
    assertThat(GLANCE.isGood(password, KNOWN)).isFalse();
  }

  /** Passwords of one to four pieces of every kind; what zxcvbn takes long over is left out. */
  @Test
  void whatever_it_calls_good_zxcvbn_calls_good() {
    var random = new Random(20_260_727);
    var good = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      var password = password(random);
      if (GLANCE.isGood(password, KNOWN)) good.add(password);
    }

    assertThat(good).hasSizeBetween(4_000, 16_000);
    assertThat(good.subList(0, 2_500))
        .allSatisfy(it -> assertThat(ZXCVBN.measure(it, KNOWN).getScore()).isGreaterThan(1));
  }

  private static String password(Random random) {
    var password = new StringBuilder();
    for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) password.append(piece(random));
    return password.length() > 20 ? password.substring(0, 20) : password.toString();
  }

  private static String piece(Random random) {
    var piece =
        switch (random.nextInt(5)) {
          case 0 -> OTHERS.get(random.nextInt(OTHERS.size()));
          case 1 -> KNOWN.get(random.nextInt(KNOWN.size()));
          case 2 -> Integer.toString(random.nextInt(100_000));
          default -> word(random);
        };
    return switch (random.nextInt(6)) {
      case 0 -> new StringBuilder(piece).reverse().toString();
      case 1 -> piece.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + piece.substring(1);
      case 2 -> signs(piece, SIGNS.get(random.nextInt(SIGNS.size())), random);
      default -> piece;
    };
  }

  private static String word(Random random) {
    var words = DICTIONARIES.get(random.nextInt(DICTIONARIES.size())).getFrequencies();
    return words.get(random.nextInt(Math.min(words.size(), 3_000)));
  }

  private static String signs(String piece, String row, Random random) {
    return piece.replace(row.charAt(0), row.charAt(1 + random.nextInt(row.length() - 1)));
  }
}

package org.registrationapi.passwords;

import com.nulabinc.zxcvbn.matchers.Dictionary;
import com.nulabinc.zxcvbn.matchers.Keyboard;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Tells at a glance of most good passwords that zxcvbn would call them good: in 3 to 4 µs, where
 * zxcvbn takes 110 to 260.
 *
 * <p>zxcvbn cuts a password into pieces, each a match (a word, a row of keys, a date, ...) or not,
 * and no two beside each other that are none. It counts no fewer than 10,000^(pieces - 1) guesses,
 * and 10^characters for a piece that is no match: so a password that takes less than 10^6 guesses
 * is one piece, or two of which one is a match and the other a match too, or at the most 5
 * characters long. What cannot be cut like that is good. Everything that might be a match is taken
 * for one here, so that this errs on one side only: the rest is for zxcvbn to judge.
 */
final class PasswordGlance {
  private static final int LONGEST_DATE = 10;
  private static final int WIDEST_STEP = 5;

  /** Shorter than that, other characters than matches take 10^6 guesses at the most. */
  private static final int LONGEST_ALONE = 6;

  private static final int LONGEST_BESIDE = 5;

  private static final int ASCII = 128;

  /** Signs that zxcvbn takes for letters, and letters that share a sign: all of a row are alike. */
  private static final List<String> ALIKE =
      List.of("a4@", "b8", "c({[<", "e3", "g69", "il1!|7t+", "o0", "s$5", "x%", "z2");

  private static final char[] LIKENESS = likeness();

  private static final int SKETCH_BITS = 20; // 128 KiB, which stay in a core's cache

  private final long[] words;

  /** The beginnings of the words' hashes: of ten that are no words, nine are not in it. */
  private final BitSet sketch = new BitSet(1 << SKETCH_BITS);

  private final List<BitSet> keyboards;

  PasswordGlance(List<Dictionary> dictionaries, List<Keyboard> keyboards) {
    words =
        dictionaries.stream()
            .flatMap(dictionary -> dictionary.getFrequencies().stream())
            .mapToLong(word -> hash(word, 0, word.length()))
            .sorted()
            .toArray();
    for (var word : words) sketch.set(beginning(word));
    this.keyboards = keyboards.stream().map(PasswordGlance::neighbours).toList();
  }

  private static char[] likeness() {
    var likeness = new char[ASCII];
    for (char c = 0; c < ASCII; c++) likeness[c] = Character.toLowerCase(c);
    for (var row : ALIKE)
      for (int i = 1; i < row.length(); i++) likeness[row.charAt(i)] = row.charAt(0);
    for (char c = 'A'; c <= 'Z'; c++) likeness[c] = likeness[Character.toLowerCase(c)];
    return likeness;
  }

  private static BitSet neighbours(Keyboard keyboard) {
    var pairs = new BitSet(ASCII * ASCII);
    keyboard
        .getAdjacencyGraph()
        .forEach(
            (key, beside) -> {
              for (var keys : beside)
                if (keys != null) keys.chars().forEach(other -> pairs.set(pair(key, other)));
            });
    return pairs;
  }

  private static int pair(int key, int other) {
    return key * ASCII + other;
  }

  /**
   * Whether it is surely good; if not, it may be all the same.
   *
   * @param known words that whoever guesses will try first
   */
  boolean isGood(String password, List<String> known) {
    var length = password.length();
    if (length <= LONGEST_ALONE) return false;
    for (int i = 0; i < length; i++) if (password.charAt(i) >= ASCII) return false;
    var names = hashes(known);
    for (int cut = 1; cut <= length; cut++) {
      var isFirst = isMatch(password, 0, cut, names);
      if (isFirst && length - cut <= LONGEST_BESIDE) return false;
      if ((isFirst || cut <= LONGEST_BESIDE) && isMatch(password, cut, length, names)) return false;
    }
    return true;
  }

  private boolean isMatch(String text, int from, int to, long[] names) {
    return isWord(names, text, from, to)
        || isDate(text, from, to)
        || isRow(text, from, to)
        || isRepetition(text, from, to)
        || isPath(text, from, to);
  }

  /** Forwards or backwards, with signs for letters or not. */
  private boolean isWord(long[] names, String text, int from, int to) {
    return isWord(names, hash(text, from, to)) || isWord(names, hash(text, to, from));
  }

  private boolean isWord(long[] names, long hash) {
    return Arrays.binarySearch(names, hash) >= 0
        || (sketch.get(beginning(hash)) && Arrays.binarySearch(words, hash) >= 0);
  }

  private static int beginning(long hash) {
    return (int) (hash >>> (Long.SIZE - SKETCH_BITS));
  }

  private static long[] hashes(List<String> names) {
    var hashes = new long[names.size()];
    for (int i = 0; i < hashes.length; i++)
      hashes[i] = hash(names.get(i), 0, names.get(i).length());
    Arrays.sort(hashes);
    return hashes;
  }

  /** Of the characters in between, the last first if {@code to} is less than {@code from}. */
  private static long hash(CharSequence text, int from, int to) {
    var hash = 0L;
    for (int i = from; i < to; i++) hash = hash(hash, text.charAt(i));
    for (int i = from - 1; i >= to; i--) hash = hash(hash, text.charAt(i));
    return hash;
  }

  private static long hash(long before, char c) {
    return (before + (c < ASCII ? LIKENESS[c] : Character.toLowerCase(c)) + 1)
        * 0x9E3779B97F4A7C15L;
  }

  /** A year too. */
  private static boolean isDate(String text, int from, int to) {
    if (to - from > LONGEST_DATE) return false;
    for (int i = from; i < to; i++) {
      var c = text.charAt(i);
      if (!Character.isDigit(c) && !Character.isWhitespace(c) && "/\\_.-".indexOf(c) < 0)
        return false;
    }
    return true;
  }

  /** Each as far from the one before: abcd, 9753. */
  private static boolean isRow(String text, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      var step = text.charAt(i) - text.charAt(i - 1);
      if (Math.abs(step) > WIDEST_STEP || step != text.charAt(from + 1) - text.charAt(from))
        return false;
    }
    return to - from > 1;
  }

  private static boolean isRepetition(String text, int from, int to) {
    for (int period = 1; period <= (to - from) / 2; period++)
      if ((to - from) % period == 0
          && text.regionMatches(from, text, from + period, to - from - period)) return true;
    return false;
  }

  private boolean isPath(String text, int from, int to) {
    for (var keyboard : keyboards) if (isPath(keyboard, text, from, to)) return true;
    return false;
  }

  /** Each key beside the one before. */
  private static boolean isPath(BitSet keyboard, String text, int from, int to) {
    for (int i = from + 1; i < to; i++)
      if (!keyboard.get(pair(text.charAt(i - 1), text.charAt(i)))) return false;
    return to - from > 1;
  }
}

package org.registrationapi.input;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses domains with characters that are invisible or look like others. The rules are Unicode's:
 * letters, marks and digits only (IDNA2008, RFC 5892), unchanged by NFKC and of recommended scripts
 * (UTS 39, section 3.1, and UAX 31, table 5), of one script a label or of those that Chinese,
 * Japanese and Korean mix (UTS 39, section 5.2, Highly Restrictive), and no label that consists of
 * letters like Latin ones (UTS 39, section 4.1, with the exception that browsers make for top-level
 * domains of the same script).
 */
final class DomainCharacters {
  private static final Pattern DOT = Pattern.compile("[.\u3002\uff0e\uff61]"); // RFC 3490

  /** Signs that IDNA2008 allows among these neighbours (RFC 5892, appendix A). */
  private static final Pattern IN_CONTEXT =
      Pattern.compile(
          "(?<=l)\u00b7(?=l)|(?<=\\p{IsHebrew})[\u05f3\u05f4]"
              + "|(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])\u30fb");

  /** Thai and Lao AM, which input methods write as one letter. */
  private static final Set<Integer> COMPOSED = Set.of(0xe33, 0xeb3);

  private static final Set<UnicodeScript> RECOMMENDED =
      Stream.of(
              "ARABIC ARMENIAN BENGALI BOPOMOFO COMMON CYRILLIC DEVANAGARI ETHIOPIC GEORGIAN GREEK GUJARATI"
                  .split(" "),
              "GURMUKHI HAN HANGUL HEBREW HIRAGANA INHERITED KANNADA KATAKANA KHMER LAO LATIN MALAYALAM"
                  .split(" "),
              "MYANMAR ORIYA SINHALA TAMIL TELUGU THAANA THAI TIBETAN".split(" "))
          .flatMap(Stream::of)
          .map(UnicodeScript::valueOf)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<UnicodeScript> NEUTRAL =
      EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);

  private static final List<Set<UnicodeScript>> WRITTEN_TOGETHER =
      List.of(
          EnumSet.of(
              UnicodeScript.LATIN,
              UnicodeScript.HAN,
              UnicodeScript.HIRAGANA,
              UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
          EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

  /** Letters that look like Latin ones (Unicode's confusables.txt). */
  private static final Map<UnicodeScript, String> LIKE_LATIN =
      Map.of(
          UnicodeScript.CYRILLIC, "асԁеһіјӏорԛѕѵԝхуү",
          UnicodeScript.GREEK, "αγικνορσυ",
          UnicodeScript.ARMENIAN, "աեհզյոսցքօ");

  private DomainCharacters() {}

  /**
   * Checks every label, decoded if it is in punycode.
   *
   * @throws IllegalArgumentException with a phrase that names the character
   */
  static void check(String domain) {
    var labels =
        Stream.of(DOT.split(domain.toLowerCase(Locale.ROOT), -1))
            .map(label -> label.startsWith("xn--") ? decoded(label) : label)
            .toList();
    var top = labels.get(labels.size() - 1);
    for (var label : labels) {
      IN_CONTEXT
          .matcher(label)
          .replaceAll("")
          .codePoints()
          .filter(c -> c > 127)
          .forEach(DomainCharacters::checkCharacter);
      checkScripts(label);
      checkDisguise(label, top);
    }
  }

  /** Includes letters that are newer than the Unicode 3.2 of Java's IDN. */
  private static String decoded(String label) {
    return IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED);
  }

  private static void checkCharacter(int c) {
    if (isInvisible(c)) throw refused("has the invisible character %s in its domain", c);
    if (!isLetterMarkOrDigit(c))
      throw refused("has the character %s in its domain, which domains cannot contain", c);
    if (!COMPOSED.contains(c)
        && !Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFKC))
      throw refused("has the character %s in its domain, which looks like another one", c);
    if (!RECOMMENDED.contains(UnicodeScript.of(c)))
      throw refused("has the character %s in its domain, of a script that is hardly in use", c);
  }

  private static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT
        || Character.isSpaceChar(c)
        || Invisible.isShapeless(c);
  }

  private static boolean isLetterMarkOrDigit(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER,
          Character.UPPERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> false;
    };
  }

  private static void checkScripts(String label) {
    var scripts =
        label
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(script -> !NEUTRAL.contains(script))
            .collect(Collectors.toSet());
    if (scripts.size() < 2
        || WRITTEN_TOGETHER.stream().anyMatch(together -> together.containsAll(scripts))) return;
    var usual = scripts.contains(UnicodeScript.LATIN) ? UnicodeScript.LATIN : scriptOf(label);
    var stranger =
        label
            .codePoints()
            .filter(c -> !NEUTRAL.contains(UnicodeScript.of(c)) && UnicodeScript.of(c) != usual)
            .findFirst()
            .orElseThrow();
    throw refused("has the character %s in its domain, among letters of another script", stranger);
  }

  /** The script of the first letter. */
  private static UnicodeScript scriptOf(String label) {
    return label
        .codePoints()
        .mapToObj(UnicodeScript::of)
        .filter(script -> !NEUTRAL.contains(script))
        .findFirst()
        .orElse(UnicodeScript.COMMON);
  }

  private static void checkDisguise(String label, String top) {
    var script = scriptOf(label);
    var disguises = LIKE_LATIN.get(script);
    if (disguises == null || scriptOf(top) == script) return;
    var letters = label.codePoints().filter(c -> UnicodeScript.of(c) == script).toArray();
    for (var c : letters) if (disguises.indexOf(c) < 0) return;
    throw refused("has the character %s in its domain, and all others look Latin too", letters[0]);
  }

  private static IllegalArgumentException refused(String phrase, int c) {
    var name = Character.getName(c);
    var shown = "U+%04X (%s)".formatted(c, name == null ? "UNASSIGNED" : name);
    return new IllegalArgumentException(phrase.formatted(shown));
  }
}

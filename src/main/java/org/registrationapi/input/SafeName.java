package org.registrationapi.input;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first name in a mail's greeting. Anybody can register any address under any name, so a
 * stranger could put text into our mails through the name. A name that could be a link, a number,
 * an offer or a sentence is therefore left out. If in doubt, the mail has no greeting, which does
 * no harm.
 */
public final class SafeName {
  private static final int MAX_LENGTH = 40;
  private static final int MAX_PARTS = 3;

  /** A letter with its marks, at most as many as a language needs. */
  private static final String LETTER = "\\p{L}[\\p{Mn}\\p{Mc}]{0,4}";

  /** Ada, O’Neil, Jean-Pierre, J.R.R., St.: a dot is never followed by what could be a domain. */
  private static final Pattern WORD =
      Pattern.compile(
          "(L)+(['’](L)+)?([-‐‑](L)+(['’](L)+)?)*|((L)\\.){1,3}|(L){2}\\.".replace("L", LETTER));

  /** Letters of no script: ʻokina, ʼ, and the mark of a long vowel in katakana. */
  private static final Set<Integer> COMMON = Set.of(0x2bb, 0x2bc, 0x30fc);

  /** Names are shorter in scripts that write words without spaces or with few characters. */
  private static final Map<UnicodeScript, Integer> MAX_LETTERS =
      Map.of(
          UnicodeScript.HAN, 4,
          UnicodeScript.HANGUL, 5,
          UnicodeScript.HIRAGANA, 10,
          UnicodeScript.KATAKANA, 10,
          UnicodeScript.THAI, 20,
          UnicodeScript.LAO, 20,
          UnicodeScript.KHMER, 20,
          UnicodeScript.MYANMAR, 20);

  private static final List<Set<UnicodeScript>> WRITTEN_TOGETHER =
      List.of(
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA),
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.KATAKANA),
          EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL));

  /** Words of a name that begin with a lower-case letter. */
  private static final Set<String> PARTICLES =
      words("al bar ben bin bint da das de del den der di do dos du e el ibn la le van von y zu");

  /**
   * Words of offers and commands, in the languages of our mails. A name that is only such a word is
   * accepted.
   */
  static final Set<String> LURES =
      words(
          "account bitcoin buy call cash casino claim click com crypto free here info link login money net now offer "
              + "org password pay prize site today urgent verify visit win winner won www "
              + "argent cliquez clique compte gagnez gratuit ici visitez "
              + "aquí aqui clic cuenta dinero gane gratis haga premio visite "
              + "besuchen geld gewinnen hier jetzt klick klicken konto kostenlos "
              + "اربح اضغط انقر زر مال مجانا مجانًا هنا");

  private SafeName() {}

  private static Set<String> words(String text) {
    return Stream.of(text.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
  }

  /** The name for a greeting; empty if there is none, or if it is not safe. */
  public static Optional<String> of(String firstName) {
    if (firstName == null || firstName.length() > 4 * MAX_LENGTH) return Optional.empty();
    var name = Normalizer.normalize(firstName, Normalizer.Form.NFC).strip().replaceAll(" +", " ");
    var isSafe = hasShape(name) && hasPlainLetters(name) && isOfOneScript(name) && isNoOffer(name);
    return isSafe ? Optional.of(name) : Optional.empty();
  }

  private static boolean hasShape(String name) {
    return name.codePointCount(0, name.length()) <= MAX_LENGTH
        && name.split("[ ‐‑-]", -1).length <= MAX_PARTS
        && Stream.of(name.split(" ", -1)).allMatch(word -> WORD.matcher(word).matches());
  }

  /**
   * Whether there are no letters that only look like others: 𝐀, ｅ, ﬁ. Thai and Lao have a letter
   * made of two.
   */
  private static boolean hasPlainLetters(String name) {
    return name.codePoints().noneMatch(Invisible::isShapeless)
        && name.codePoints()
            .filter(c -> c != 0xe33 && c != 0xeb3)
            .mapToObj(Character::toString)
            .allMatch(c -> Normalizer.isNormalized(c, Normalizer.Form.NFKC));
  }

  private static boolean isOfOneScript(String name) {
    var letters =
        name.codePoints()
            .filter(c -> Character.isLetter(c) && !COMMON.contains(c))
            .mapToObj(UnicodeScript::of)
            .collect(Collectors.groupingBy(script -> script, Collectors.counting()));
    var scripts = letters.keySet();
    return !scripts.contains(UnicodeScript.COMMON)
        && (scripts.size() == 1
            || WRITTEN_TOGETHER.stream().anyMatch(together -> together.equals(scripts)))
        && letters.entrySet().stream()
            .allMatch(
                script ->
                    script.getValue() <= MAX_LETTERS.getOrDefault(script.getKey(), MAX_LENGTH));
  }

  /**
   * Whether there is no link, no word of an offer, and no sequence of lower-case words as in a
   * sentence.
   */
  private static boolean isNoOffer(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("http") || lower.contains("www")) return false;
    var parts = name.split("[ .'’‐‑-]+|(?<=\\p{Ll})(?=\\p{Lu})");
    var isLuring =
        Stream.of(parts).map(part -> part.toLowerCase(Locale.ROOT)).anyMatch(LURES::contains);
    if (parts.length > 1 && isLuring) return false;
    var words = name.split(" ", -1);
    return words.length == 1
        || Stream.of(words)
            .allMatch(
                word ->
                    PARTICLES.contains(word.split("-", 2)[0])
                        || !Character.isLowerCase(word.codePointAt(0)));
  }
}

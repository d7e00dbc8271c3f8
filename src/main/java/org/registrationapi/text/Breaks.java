package org.registrationapi.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The places where a long address may be broken into lines: after its @ and its dots. Templates put
 * a {@code <wbr>} there, which is no character, so a copied address is still the address.
 */
public final class Breaks {
  /** A longer word without blanks. A shorter one fits into one line of a phone. */
  private static final Pattern LONG_WORD = Pattern.compile("\\S{25,}");

  private static final Pattern PLACE = Pattern.compile("(?<=[@.])(?=[\\p{L}\\p{N}])");

  /** Stands for a place while a text is split. Texts have no control characters. */
  private static final String MARK = "\0";

  private Breaks() {}

  /** The pieces of a text between such places, in order. */
  public static List<String> pieces(String text) {
    var marked =
        LONG_WORD
            .matcher(text)
            .replaceAll(
                word -> Matcher.quoteReplacement(PLACE.matcher(word.group()).replaceAll(MARK)));
    return Stream.of(marked.split(MARK, -1)).toList();
  }
}

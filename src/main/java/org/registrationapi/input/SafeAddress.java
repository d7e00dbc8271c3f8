package org.registrationapi.input;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An address as our mails show it. Anybody can register {@code victim+CALL-1-900-555-0199@…}, so a
 * stranger could put text into our mails through the part before the @. If it could be a sentence,
 * a number or a link, only the domain is shown. If in doubt, it is not shown, which does no harm.
 */
public final class SafeAddress {
  private static final int MAX_LENGTH = 30;
  private static final int MAX_WORDS = 3;
  private static final int MAX_DIGITS = 6;

  /** Words with the usual signs between them, and a tag of one word. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9]+([._'-][A-Za-z0-9]+)*[_-]?(\\+[A-Za-z0-9]{1,20})?");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[._'+-]+|(?<=[a-z])(?=[A-Z])");

  private SafeAddress() {}

  /** The address itself, or {@code …@} and its domain. */
  public static String of(String address) {
    var at = address.indexOf('@');
    return isPlain(address.substring(0, at)) ? address : "…" + address.substring(at);
  }

  private static boolean isPlain(String local) {
    var lower = local.toLowerCase(Locale.ROOT);
    var words = BETWEEN_WORDS.split(local, -1);
    var isLuring =
        Stream.of(words)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .anyMatch(SafeName.LURES::contains);
    return local.length() <= MAX_LENGTH
        && PLAIN.matcher(local).matches()
        && words.length <= MAX_WORDS
        && local.chars().filter(Character::isDigit).count() <= MAX_DIGITS
        && !lower.contains("http")
        && !lower.contains("www")
        && !(words.length > 1 && isLuring);
  }
}

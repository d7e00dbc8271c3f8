package org.registrationapi.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences of pages and mails in one language. */
public final class Messages {
  /** Languages with a complete {@code messages_xx.properties}; the first is the fallback. */
  public static final List<String> LANGUAGES = List.of("en", "fr", "es", "de", "ar");

  private static final List<String> RIGHT_TO_LEFT = List.of("ar");

  /** Numbers in Arabic texts use the digits of the PIN, whatever the platform's default is. */
  private static final String WESTERN_DIGITS = "-u-nu-latn";

  private static final Map<String, Messages> ALL =
      LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(it -> it, Messages::new));

  private final Locale locale;
  private final ResourceBundle bundle;

  private Messages(String language) {
    this.locale = Locale.forLanguageTag(language + WESTERN_DIGITS);
    this.bundle =
        ResourceBundle.getBundle(
            "messages",
            Locale.forLanguageTag(language),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /**
   * The messages of the first supported language.
   *
   * @param wishes BCP 47 tags, the preferred first; null ones are ignored
   */
  public static Messages of(String... wishes) {
    return ALL.get(Locale.forLanguageTag(chosen(wishes)).getLanguage());
  }

  /**
   * The tag of the first supported language, as it was wished, so perhaps with a region.
   *
   * @param wishes as for {@link #of}
   */
  public static String chosen(String... wishes) {
    return Stream.of(wishes)
        .filter(wish -> wish != null && has(wish))
        .findFirst()
        .orElse(LANGUAGES.get(0));
  }

  /** Whether there are messages in a language, given as BCP 47 tag. */
  public static boolean has(String tag) {
    return ALL.containsKey(Locale.forLanguageTag(tag).getLanguage());
  }

  /**
   * The preferred supported language of a browser's {@code Accept-Language} (RFC 9110, section
   * 12.5.4), or null.
   */
  public static String accepted(String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.length() > 200) return null;
    try {
      return Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return null; // an invalid header is ignored; JDK 17 throws the second for "-"
    }
  }

  /** The language of these messages, for {@code lang} attributes. */
  public String language() {
    return locale.getLanguage();
  }

  /** {@code rtl} or {@code ltr}, for {@code dir} attributes. */
  public String direction() {
    return RIGHT_TO_LEFT.contains(locale.getLanguage()) ? "rtl" : "ltr";
  }

  /**
   * One text, with its placeholders {@code {0}}, {@code {1}} … replaced.
   *
   * @throws MissingResourceException if no such key exists
   */
  public String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** A duration in words, in the largest unit that is exact: "24 hours", "15 minutes". */
  public String duration(long seconds) {
    if (seconds % 86_400 == 0 && seconds > 86_400) return count("duration.days", seconds / 86_400);
    if (seconds % 3_600 == 0) return count("duration.hours", seconds / 3_600);
    return count("duration.minutes", Math.max(1, seconds / 60));
  }

  /** A number of characters in words: "8 characters". */
  public String characters(long number) {
    return count("characters", number);
  }

  /**
   * A number with its noun. The last two digits select the plural form: 103 that of 3, 111 that of
   * 11; numbers that end in 00, 01 or 02 that of 100 (CLDR's plural rules; Arabic has the most
   * forms).
   */
  private String count(String key, long number) {
    var end = number % 100;
    var declinedLike = number < 100 ? number : end < 3 ? 100 : end;
    return get(key, number, declinedLike);
  }
}

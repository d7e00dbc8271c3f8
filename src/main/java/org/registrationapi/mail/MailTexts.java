package org.registrationapi.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The own texts of a server for its mails: by kind of mail, then by language. Both keys can be
 * {@link #ANY}.
 */
public final class MailTexts {
  /** Stands for every kind of mail, or for every language. */
  public static final String ANY = "*";

  private static final MailText NO_TEXT = new MailText(null, null, null);

  private static final ObjectMapper JSON = new ObjectMapper();

  private MailTexts() {}

  /**
   * The texts for a mail. Each part is looked for by itself: first in the mail's language, with its
   * region and without, then for every language; each time for the kind, then for every kind. So a
   * text in another language is only used if the server wants it in every language.
   *
   * @param tag the mail's language, BCP 47
   * @return a part is null if the server has no text for it
   */
  static MailText find(Map<String, Map<String, MailText>> texts, MailKind kind, String tag) {
    var found =
        languages(tag).stream()
            .flatMap(language -> Stream.of(kind.word(), ANY).map(key -> get(texts, key, language)))
            .filter(Objects::nonNull)
            .toList();
    return new MailText(
        first(found, MailText::subject),
        first(found, MailText::above),
        first(found, MailText::below));
  }

  private static MailText get(
      Map<String, Map<String, MailText>> texts, String kind, String language) {
    return texts.getOrDefault(kind, Map.of()).get(language);
  }

  /** The tag, without its last part, and so on: fr-CA, fr, * (RFC 4647, section 3.4). */
  private static List<String> languages(String tag) {
    var parts = Locale.forLanguageTag(tag).toLanguageTag().split("-", -1);
    return Stream.concat(
            Stream.iterate(parts.length, count -> count > 0, count -> count - 1)
                .map(count -> String.join("-", List.of(parts).subList(0, count))),
            Stream.of(ANY))
        .toList();
  }

  private static String first(List<MailText> texts, Function<MailText, String> part) {
    return texts.stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The same texts without nulls and without keys that have no text. */
  public static Map<String, Map<String, MailText>> tidy(Map<String, Map<String, MailText>> texts) {
    var tidy = new LinkedHashMap<String, Map<String, MailText>>();
    if (texts == null) return tidy;
    texts.forEach(
        (kind, languages) -> {
          var present = new LinkedHashMap<>(Objects.requireNonNullElse(languages, Map.of()));
          present.values().removeIf(text -> text == null || text.equals(NO_TEXT));
          if (!present.isEmpty()) tidy.put(kind, present);
        });
    return tidy;
  }

  /** The number of characters of all texts and their keys. */
  public static int length(Map<String, Map<String, MailText>> texts) {
    var length = 0;
    for (var kind : tidy(texts).entrySet()) {
      length += kind.getKey().length();
      for (var language : kind.getValue().entrySet())
        length += language.getKey().length() + length(language.getValue());
    }
    return length;
  }

  private static int length(MailText text) {
    return Stream.of(text.subject(), text.above(), text.below())
        .filter(Objects::nonNull)
        .mapToInt(String::length)
        .sum();
  }

  /** The texts as JSON. */
  public static String json(Map<String, Map<String, MailText>> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("texts cannot be written as JSON", e);
    }
  }

  /** The texts in JSON. */
  static Map<String, Map<String, MailText>> parse(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Map<String, MailText>>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("stored texts are not as they were written", e);
    }
  }
}

package org.registrationapi.servers;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailText;
import org.registrationapi.mail.MailTexts;
import org.registrationapi.text.Messages;

/** Validates a server's own texts for its mails. A fault is named by its path in the JSON. */
final class MailTextChecks {
  static final int MAX_LENGTH_IN_ALL = 40_000;

  private static final String FIELD = "mail_texts";
  private static final String KINDS =
      Stream.of(MailKind.values()).map(MailKind::word).collect(Collectors.joining(", "));

  private MailTextChecks() {}

  /** Notes all faults. A null removes what it stands for, so it has none. */
  static void check(FieldChecks checks, Map<String, Map<String, MailText>> texts) {
    if (texts == null) return;
    texts.forEach((kind, languages) -> checkKind(checks, kind, languages));
    if (MailTexts.length(texts) > MAX_LENGTH_IN_ALL)
      checks.add(
          FIELD, FieldCode.TOO_LONG, "has more than " + MAX_LENGTH_IN_ALL + " characters in all");
  }

  private static void checkKind(FieldChecks checks, String kind, Map<String, MailText> languages) {
    var path = FIELD + "." + kind;
    if (!kind.equals(MailTexts.ANY) && MailKind.of(kind).isEmpty())
      checks.add(path, FieldCode.UNKNOWN_FIELD, "is no kind of mail: use " + KINDS + ", or *");
    if (languages == null) return;
    languages.forEach(
        (language, text) -> {
          checkLanguage(checks, path + "." + language, language);
          if (text != null) checkText(checks, path + "." + language + ".", kind, text);
        });
  }

  /** Another form of a tag would be another key, and a second text of the same language. */
  private static void checkLanguage(FieldChecks checks, String path, String language) {
    if (language.equals(MailTexts.ANY)) return;
    var canonical = Locale.forLanguageTag(language).toLanguageTag();
    if (!Messages.has(language) || language.length() > FieldChecks.MAX_LOCALE_LENGTH)
      checks.add(
          path,
          FieldCode.INVALID_LOCALE,
          "is no language of mails: use "
              + String.join(", ", Messages.LANGUAGES)
              + ", also with a region such as en-GB, or *");
    else if (!language.equals(canonical))
      checks.add(path, FieldCode.INVALID_LOCALE, "has to be written " + canonical);
  }

  private static void checkText(FieldChecks checks, String path, String kind, MailText text) {
    if (kind.equals(MailTexts.ANY) && text.subject() != null)
      checks.add(
          path + "subject", FieldCode.NOT_ALLOWED, "needs a kind of mail: mails differ by subject");
    else checks.line(path + "subject", text.subject(), MailText.MAX_SUBJECT_LENGTH);
    checks.lines(path + "above", text.above(), MailText.MAX_LENGTH);
    checks.lines(path + "below", text.below(), MailText.MAX_LENGTH);
  }
}

package org.registrationapi.mail;

import java.util.Map;
import java.util.Optional;
import org.registrationapi.text.Accent;
import org.registrationapi.text.Logo;

/**
 * The settings of a server for the contents of its mails.
 *
 * @param displayName as people see it
 * @param locale BCP 47, for users whose language is not supported
 * @param accentColour #rrggbb, or null
 * @param logoUrl https, or null
 * @param textAbove plain text with line breaks for validation mails in every language, or null
 * @param textBelow the same
 * @param mailTexts texts by kind of mail and language, as in {@link MailTexts}
 */
public record MailTheme(
    String displayName,
    String locale,
    String accentColour,
    String logoUrl,
    String textAbove,
    String textBelow,
    Map<String, Map<String, MailText>> mailTexts) {

  /** The server's accent, or the default. */
  public Accent.Pair accent() {
    return Accent.of(accentColour).orElse(Accent.DEFAULT);
  }

  /**
   * The server's own texts in a mail. The older texts of validation mails are used where there is
   * no other.
   *
   * @param tag the mail's language, BCP 47
   */
  MailText own(MailKind kind, String tag) {
    var text = MailTexts.find(mailTexts, kind, tag);
    if (kind != MailKind.VALIDATION) return text;
    return new MailText(
        text.subject(),
        text.above() == null ? textAbove : text.above(),
        text.below() == null ? textBelow : text.below());
  }

  /** The server's logo, if it has one. */
  public Optional<Logo> logo() {
    return Logo.of(logoUrl);
  }
}

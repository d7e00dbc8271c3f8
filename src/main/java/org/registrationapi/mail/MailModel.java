package org.registrationapi.mail;

import org.registrationapi.text.Accent;
import org.registrationapi.text.Messages;

/**
 * The parameters of a mail's template.
 *
 * @param kind the kind of mail, which selects the texts
 * @param own the server's own texts
 * @param firstName the name in the greeting; null for a greeting without a name
 * @param recipient the address as the mail shows it
 * @param link null if it has none
 * @param linkLife in words
 * @param pinLife in words
 */
public record MailModel(
    MailKind kind,
    Messages messages,
    MailTheme theme,
    MailText own,
    String subject,
    String firstName,
    String recipient,
    String link,
    String pin,
    String linkLife,
    String pinLife) {

  /** A text of this kind of mail. */
  public String say(String part) {
    return messages.get("mail." + kind.word() + "." + part, displayName(), recipient);
  }

  /** How long the link works, and the PIN if there is one. */
  public String sayLife() {
    return messages.get("mail." + kind.word() + ".life", linkLife, pinLife);
  }

  public String displayName() {
    return theme.displayName();
  }

  /** The letter shown beside the server's name. */
  public String initial() {
    return displayName().substring(0, displayName().offsetByCodePoints(0, 1));
  }

  /** URL of the server's logo; null if it has none. */
  public String logo() {
    return theme.logo().map(logo -> logo.url().toString()).orElse(null);
  }

  /** The button's colours in light mails. */
  public Accent accent() {
    return theme.accent().light();
  }

  /** The button's colours in dark mails, as CSS declarations that override inline ones. */
  public String darkButton() {
    var dark = theme.accent().dark();
    return "background:%s !important;border-color:%s !important;color:%s !important"
        .formatted(dark.fill(), dark.line(), dark.label());
  }

  /** The server's own text above ours. */
  public Words above() {
    return Words.of(own.above());
  }

  /** The server's own text below ours. */
  public Words below() {
    return Words.of(own.below());
  }

  @Override
  public String toString() {
    return "MailModel[" + kind + "]"; // the rest contains the link and the PIN
  }

  /** The side where lines begin, for mail programs that do not support {@code start}. */
  public String start() {
    return messages.direction().equals("rtl") ? "right" : "left";
  }
}

package org.registrationapi.mail;

import org.registrationapi.text.Accent;
import org.registrationapi.text.Messages;

/**
 * What a mail's template is filled with.
 *
 * @param kind whose sentences it has
 * @param firstName whom to greet; null: nobody by name
 * @param link null: it has none
 * @param linkLife in words
 * @param pinLife in words
 */
public record MailModel(
    MailKind kind,
    Messages messages,
    MailLook look,
    String subject,
    String firstName,
    String recipient,
    String link,
    String pin,
    String linkLife,
    String pinLife) {

  /** A sentence of this kind of mail. */
  public String say(String part) {
    return messages.get("mail." + kind.word() + "." + part, displayName(), recipient);
  }

  /** How long the link lives, and the PIN if there is one. */
  public String sayLife() {
    return messages.get("mail." + kind.word() + ".life", linkLife, pinLife);
  }

  public String displayName() {
    return look.displayName();
  }

  /** What stands beside the server's name. */
  public String initial() {
    return displayName().substring(0, displayName().offsetByCodePoints(0, 1));
  }

  /** Where the server's logo is; null: it has none. */
  public String logo() {
    return look.logo().map(logo -> logo.url().toString()).orElse(null);
  }

  /** The button's colours where nobody asked for dark mails. */
  public Accent accent() {
    return look.accent().light();
  }

  /** The button's colours in dark mails, as CSS declarations that are stronger than inline ones. */
  public String darkButton() {
    var dark = look.accent().dark();
    return "background:%s !important;border-color:%s !important;color:%s !important"
        .formatted(dark.fill(), dark.line(), dark.label());
  }

  /** The server's own words before ours. */
  public Words above() {
    return Words.of(look.textAbove());
  }

  /** The server's own words after ours. */
  public Words below() {
    return Words.of(look.textBelow());
  }

  /** Where lines begin, for clients that know no {@code start}. */
  public String start() {
    return messages.direction().equals("rtl") ? "right" : "left";
  }
}

package org.registrationapi.mail;

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
 * @param textAbove plain text with line breaks, or null
 * @param textBelow the same
 */
public record MailTheme(
    String displayName,
    String locale,
    String accentColour,
    String logoUrl,
    String textAbove,
    String textBelow) {

  /** The server's accent, or the default. */
  public Accent.Pair accent() {
    return Accent.of(accentColour).orElse(Accent.DEFAULT);
  }

  /** The server's logo, if it has one. */
  public Optional<Logo> logo() {
    return Logo.of(logoUrl);
  }
}

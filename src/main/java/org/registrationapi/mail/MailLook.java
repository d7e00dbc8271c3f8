package org.registrationapi.mail;

import java.util.Optional;
import org.registrationapi.text.Accent;
import org.registrationapi.text.Logo;

/**
 * What a server decides about the contents of its mails.
 *
 * @param displayName as people see it
 * @param locale BCP 47, for users whose language we do not have
 * @param accentColour #rrggbb, or null
 * @param logoUrl https, or null
 * @param textAbove plain text with line breaks, or null
 * @param textBelow the same
 */
public record MailLook(
    String displayName,
    String locale,
    String accentColour,
    String logoUrl,
    String textAbove,
    String textBelow) {

  /** The server's accent, or ours. */
  public Accent.Pair accent() {
    return Accent.of(accentColour).orElse(Accent.DEFAULT);
  }

  /** The server's logo, if it has one. */
  public Optional<Logo> logo() {
    return Logo.of(logoUrl);
  }
}

package org.registrationapi.registration;

import org.registrationapi.text.Colour;
import org.registrationapi.text.Messages;

/**
 * What the page behind the link is filled with.
 *
 * @param state a word of the messages: pending, activated, rejected, expired, replaced, forged
 * @param displayName the server's; null if it is not known
 * @param email whose link it is; null if it is not known
 * @param action where the button posts to; null: there is no button
 */
public record ValidationPageModel(
    Messages messages,
    String state,
    String displayName,
    String email,
    String action,
    PageLook look) {

  /** A sentence of this state. */
  public String say(String part) {
    return messages.get("page." + state + "." + part, server(), email == null ? "" : email);
  }

  /** The page's name in tabs and in the browser's history. */
  public String title() {
    return displayName == null ? say("title") : say("title") + " – " + displayName;
  }

  /** Where the server's logo is; null: it has none. */
  public String logo() {
    return look.logo().map(logo -> logo.url().toString()).orElse(null);
  }

  /** A colour as it stands in the address of a picture. */
  public String inUrl(Colour colour) {
    return "%23" + colour.toString().substring(1);
  }

  /** The server's name, or words in its place. */
  private String server() {
    return displayName == null ? messages.get("page.server") : displayName;
  }

  /** What stands beside the server's name. */
  public String initial() {
    return displayName.substring(0, displayName.offsetByCodePoints(0, 1));
  }
}

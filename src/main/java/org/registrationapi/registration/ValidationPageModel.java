package org.registrationapi.registration;

import org.registrationapi.text.Messages;

/**
 * What the page behind the link is filled with.
 *
 * @param state a word of the messages: pending, activated, rejected, expired, replaced, forged
 * @param displayName the server's; null if it is not known
 * @param email whose link it is; null if it is not known
 * @param action where the button posts to; null: there is no button
 * @param css the page's style
 */
public record ValidationPageModel(
    Messages messages, String state, String displayName, String email, String action, String css) {

  /** A sentence of this state. */
  public String say(String part) {
    return messages.get("page." + state + "." + part, server(), email == null ? "" : email);
  }

  /** The page's name in tabs and in the browser's history. */
  public String title() {
    return displayName == null ? say("title") : say("title") + " – " + displayName;
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

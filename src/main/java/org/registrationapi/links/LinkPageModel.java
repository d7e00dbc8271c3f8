package org.registrationapi.links;

import java.util.List;
import java.util.Locale;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.text.Colour;
import org.registrationapi.text.Messages;

/**
 * What the page behind a link is filled with.
 *
 * @param displayName the server's; null if it is not known
 * @param email whose link it is; null if it is not known
 * @param action where the button posts to; null: there is no button
 * @param minLength characters of a password, at the least
 * @param errors codes of what was wrong with what was typed in
 */
public record LinkPageModel(
    Messages messages,
    LinkPurpose purpose,
    LinkState.Kind kind,
    String displayName,
    String email,
    String action,
    int minLength,
    List<String> errors,
    PageLook look) {

  /** The state as a word of the messages and of the style. */
  public String state() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A sentence of this state. */
  public String say(String part) {
    var key = "page." + purpose.word() + "." + state() + "." + part;
    return messages.get(key, server(), email == null ? "" : email);
  }

  /**
   * The page's name in tabs and in the browser's history; who listens hears first what is wrong.
   */
  public String title() {
    var title = displayName == null ? say("title") : say("title") + " – " + displayName;
    return errors.isEmpty() ? title : messages.get("page.error", title);
  }

  /** Whether there is a second button, for the owner of an address who never registered. */
  public boolean isRejectable() {
    return action != null && purpose == LinkPurpose.VALIDATION;
  }

  /** Whether a new password is asked for. */
  public boolean asksPassword() {
    return action != null && purpose == LinkPurpose.PASSWORD_RESET;
  }

  /** What a password has to be. */
  public String passwordHint() {
    return messages.get("page.password.hint", messages.characters(minLength));
  }

  /** What was wrong with the password, a sentence each. */
  public List<String> passwordErrors() {
    return errors.stream().map(this::passwordError).toList();
  }

  private String passwordError(String code) {
    return messages.get("page.password." + code, messages.characters(minLength));
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

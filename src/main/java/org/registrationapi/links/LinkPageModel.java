package org.registrationapi.links;

import java.util.List;
import java.util.Locale;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.text.Colour;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Resources;

/**
 * The parameters of a link's page.
 *
 * @param displayName the server's; null if unknown
 * @param email the address that the link was mailed to; null if unknown
 * @param action URL that the button posts to; null if there is no button
 * @param newLink URL that asks for a new link; null if there is no such button
 * @param home URL that the page leads to; null if there is none
 * @param minLength minimum number of characters of a password
 * @param errors codes of the faults of the input
 */
public record LinkPageModel(
    Messages messages,
    LinkPurpose purpose,
    LinkState.Kind kind,
    String displayName,
    String email,
    String action,
    String newLink,
    String home,
    int minLength,
    List<String> errors,
    PageTheme theme) {
  /** Shows the password, and marks the rule for its length. The page works without it. */
  static final String PASSWORD_SCRIPT = Resources.text("/pages/password.js");

  /** The state's name in message keys and CSS classes. */
  public String state() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A sentence of this state. */
  public String say(String part) {
    var key = "page." + purpose.word() + "." + state() + "." + part;
    return messages.get(key, server(), email == null ? "" : email);
  }

  /** The page's title. It begins with the faults, so that screen readers read them first. */
  public String title() {
    var title = displayName == null ? say("title") : say("title") + " – " + displayName;
    return errors.isEmpty() ? title : messages.get("page.error", title);
  }

  /** Whether there is a second button, for the owner of an address who did not register. */
  public boolean isRejectable() {
    return action != null && purpose == LinkPurpose.VALIDATION;
  }

  /** Whether the person has nothing left to do here. */
  public boolean isDone() {
    return switch (kind) {
      case ACTIVATED, CHANGED, TAKEN -> true;
      case PENDING, REJECTED, REQUESTED, EXPIRED, REPLACED, FORGED -> false;
    };
  }

  /** The words of the link to the server. */
  public String homeWords() {
    return messages.get("page.home", server());
  }

  /** Whether a new password is asked for. */
  public boolean asksPassword() {
    return action != null && purpose == LinkPurpose.PASSWORD_RESET;
  }

  /** The script of the form for a password. */
  public String script() {
    return PASSWORD_SCRIPT;
  }

  /** The rule for the length of a password. */
  public String passwordLength() {
    return messages.get("page.password.rule.length", messages.characters(minLength));
  }

  /** The faults of the password, one sentence each. */
  public List<String> passwordErrors() {
    return errors.stream().map(this::passwordError).toList();
  }

  private String passwordError(String code) {
    return messages.get("page.password." + code, messages.characters(minLength));
  }

  /** URL of the server's logo; null if it has none. */
  public String logo() {
    return theme.logo().map(logo -> logo.url().toString()).orElse(null);
  }

  /** A colour, encoded for the URL of an image. */
  public String inUrl(Colour colour) {
    return "%23" + colour.toString().substring(1);
  }

  /** The server's name, or a general word if it is unknown. */
  private String server() {
    return displayName == null ? messages.get("page.server") : displayName;
  }

  /** The letter shown beside the server's name. */
  public String initial() {
    return displayName.substring(0, displayName.offsetByCodePoints(0, 1));
  }
}

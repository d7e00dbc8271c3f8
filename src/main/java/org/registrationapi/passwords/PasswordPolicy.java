package org.registrationapi.passwords;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.servers.Server;
import org.registrationapi.servers.ServerService;

/**
 * Decides which passwords are accepted: it requires a length, no composition, and refuses those
 * that attackers try first (NIST SP 800-63B-4, section 3.1.1.2).
 */
public final class PasswordPolicy {
  /** Maximum of characters of a password. */
  public static final int MAX_LENGTH = 128;

  /** Minimum of characters of a password; a server may require more. */
  public static final int MIN_LENGTH = Server.MIN_PASSWORD_LENGTH;

  private final ServerService servers;

  /** Loads the dictionaries with the first password, so that the start does not wait for them. */
  private static final class Estimate {
    private static final PasswordEstimate OF_ALL = new PasswordEstimate();
  }

  public PasswordPolicy(ServerService servers) {
    this.servers = servers;
  }

  /**
   * Notes what is wrong with a password. Lengths are in code points; nothing is trimmed or cut.
   *
   * @param serverId the user's server; it may require more than 8 characters
   * @param email the user's, null if it is invalid
   * @param names the user's names; null ones are ignored
   * @throws Failure 401 if the server was removed
   */
  public void check(
      FieldChecks checks, String password, long serverId, EmailAddress email, String... names) {
    if (checks.required("password", password))
      check(checks, password, server(serverId), email, names);
  }

  /** A key is cached for a few seconds after its server was removed. */
  private Server server(long serverId) {
    return servers.find(serverId).orElseThrow(PasswordPolicy::serverIsGone);
  }

  /** The failure for a cached key whose server was removed. */
  public static Failure serverIsGone() {
    return Failure.of(ErrorCode.KEY_INVALID, "The server of this key was removed.");
  }

  void check(
      FieldChecks checks, String password, Server server, EmailAddress email, String... names) {
    var length = password.codePointCount(0, password.length());
    var minLength = server.passwordMinLength();
    if (length < minLength)
      checks.add("password", FieldCode.TOO_SHORT, "has fewer than " + minLength + " characters");
    else if (length > MAX_LENGTH)
      checks.add("password", FieldCode.TOO_LONG, "has more than 128 characters");
    else if (!FieldChecks.isUnicode(password))
      checks.add("password", FieldCode.INVALID_TEXT, "is not valid Unicode");
    else if (email != null && isEmail(password, email))
      checks.add("password", FieldCode.EQUALS_EMAIL, "is the email address");
    else
      Estimate.OF_ALL
          .weakness(password, known(server, email, names))
          .ifPresent(why -> checks.add("password", FieldCode.TOO_COMMON, why));
  }

  private static boolean isEmail(String password, EmailAddress email) {
    return password.equalsIgnoreCase(email.address()) || password.equalsIgnoreCase(email.key());
  }

  /** Words that attackers try first: each name and address, and the words in it. */
  private static List<String> known(Server server, EmailAddress email, String... names) {
    var known = new LinkedHashSet<String>();
    if (email != null) {
      addWords(known, email.address());
      addWords(known, email.key());
    }
    addWords(known, server.name());
    addWords(known, server.displayName());
    for (var name : names) addWords(known, name);
    return List.copyOf(known);
  }

  private static void addWords(Set<String> known, String text) {
    if (text == null) return;
    var lower = text.toLowerCase(Locale.ROOT);
    addWord(known, lower);
    var begin = 0;
    for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i)))
      if (!isInWord(lower.codePointAt(i))) {
        addWord(known, lower.substring(begin, i));
        begin = i + Character.charCount(lower.codePointAt(i));
      }
    addWord(known, lower.substring(begin));
  }

  /** Adds a word, unless it is a single letter. */
  private static void addWord(Set<String> known, String word) {
    if (word.length() > 1) known.add(word);
  }

  /** Letters, and numbers of any kind. */
  private static boolean isInWord(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.LETTER_NUMBER
        || Character.getType(c) == Character.OTHER_NUMBER;
  }
}

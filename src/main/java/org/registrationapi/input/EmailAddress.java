package org.registrationapi.input;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to.
 *
 * @param address as typed
 * @param route the form that mail is sent to: the local part as typed, the domain in punycode and
 *     lower case
 * @param key the form used for comparison: the route in lower case
 */
public record EmailAddress(String address, String route, String key) {
  /** Maximum of characters: RFC 5321, section 4.5.3.1.3, less the two angle brackets. */
  public static final int MAX_LENGTH = 254;

  private static final int MAX_LOCAL_LENGTH = 64; // RFC 5321, section 4.5.3.1.1

  /**
   * Letters that IDNA 2003 and 2008 turn into different domains (UTS #46, section 4: deviation
   * characters).
   */
  private static final Pattern DEVIATION = Pattern.compile("[ßς\u200c\u200d]");

  /**
   * RFC 5321, section 4.1.2: characters that need no quotes. JMail also accepts a backslash before
   * any character.
   */
  private static final Pattern DOT_STRING =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  private static final EmailValidator VALIDATOR =
      JMail.validator()
          .disallowIpDomain()
          .requireTopLevelDomain()
          .disallowExplicitSourceRouting()
          .disallowQuotedIdentifiers()
          .disallowObsoleteWhitespace();

  /**
   * Reads an address of the form {@code local@domain}: no display name, no quotes, no comments, no
   * IP address for a domain; an international domain name is fine.
   *
   * @throws IllegalArgumentException with a phrase that says what is wrong, to read after the
   *     field's name
   */
  public static EmailAddress parse(String text) {
    checkShape(text);
    var at = text.indexOf('@');
    var local = text.substring(0, at);
    var route = local + "@" + asciiDomain(text.substring(at + 1));
    check(route.length() <= MAX_LENGTH, "is longer than 254 characters");
    var isOne = DOT_STRING.matcher(local).matches() && VALIDATOR.isValid(route);
    check(isOne, "is not an email address such as ada@example.com");
    return new EmailAddress(text, route, keyOfRoute(route));
  }

  /** An address that cannot exist (RFC 2606), where work must be the same without an address. */
  public static EmailAddress standIn(UUID id) {
    return parse(id + "@example.invalid");
  }

  /**
   * The form by which mails to a person are counted: the key without its tag. With most providers
   * {@code ada+news@} and {@code ada@} reach the same person.
   */
  public String mailbox() {
    var at = key.indexOf('@');
    var tag = key.indexOf('+');
    return tag > 0 && tag < at ? key.substring(0, tag) + key.substring(at) : key;
  }

  /** The form used for comparison, of an address whose domain is in punycode already. */
  public static String keyOfRoute(String route) {
    return route.toLowerCase(Locale.ROOT);
  }

  private static void checkShape(String text) {
    check(!text.isBlank(), "is blank");
    check(text.length() <= MAX_LENGTH, "is longer than 254 characters");
    check(text.equals(text.strip()), "has a blank at its start or end");
    check(!FieldChecks.hasControl(text), "has a control character");
    check(text.indexOf('"') < 0, "has quotes, which are not accepted");
    check(text.indexOf('(') < 0, "has parentheses, which are not accepted");
    var at = text.indexOf('@');
    check(at >= 0, "has no @");
    check(at == text.lastIndexOf('@'), "has more than one @");
    check(at > 0, "has nothing before the @");
    check(at <= MAX_LOCAL_LENGTH, "has more than 64 characters before the @");
    check(isAscii(text, at), "has letters before the @ that are not ASCII");
    check(at < text.length() - 1, "has no domain after the @");
    check(text.charAt(at + 1) != '[', "has an IP address for a domain, which is not accepted");
  }

  private static boolean isAscii(String text, int end) {
    for (int i = 0; i < end; i++) if (text.charAt(i) > 127) return false;
    return true;
  }

  private static String asciiDomain(String domain) {
    check(
        isAscii(domain, domain.length()) || !DEVIATION.matcher(domain).find(),
        "has an ambiguous letter in its domain; write the domain in punycode (xn--…)");
    DomainCharacters.check(domain);
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has an invalid domain", e);
    }
  }

  private static void check(boolean condition, String message) {
    if (!condition) throw new IllegalArgumentException(message);
  }
}

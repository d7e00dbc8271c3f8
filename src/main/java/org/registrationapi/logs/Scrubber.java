package org.registrationapi.logs;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Removes secrets and addresses from a text for the log. Our own messages contain none, but
 * messages of libraries may quote a request line, a URL or a row. A secret without a known form,
 * such as a password, cannot be found this way, so it must not get into a message at all (see
 * {@link Trace}).
 */
final class Scrubber {
  /**
   * Tried only at the beginning of a word, without backtracking, so that the time stays linear in
   * the length of the text.
   */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|(?<![^\\s\"<>()\\[\\],;@])([^\\s\"<>()\\[\\],;@]+))"
              + "(@|%40)(\\[[^\\]\\s]*\\]|[\\p{L}\\p{M}\\p{N}._-]+)");

  /**
   * Text before an address, such as {@code ?email=}; the pattern of addresses takes it for a part
   * of the local part.
   */
  private static final Pattern BEFORE_ADDRESS = Pattern.compile(".*[/?&=:|](?=.)|^['`{]+");

  /** The hash in the text of {@link Object#toString}, which is no address. */
  private static final Pattern IDENTITY = Pattern.compile("[0-9a-f]{1,8}");

  /** In characters; no secret is lower case letters only and that short. */
  private static final int MAX_WORD = 16;

  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> RULES =
      List.of(
          rule("://[^\\s/@]*@", "://"), // user and password in a URL
          rule("(?i)(\\bhttps?://[^\\s/\"'<>]+/)[^\\s\"'<>]+", "$1***"),
          rule(
              "(/(?:users|validation|bounces|mailbox|mails|password-reset|email-change|email-undo)/)"
                  + "[^\\s\"'<>{][^\\s\"'<>]*",
              "$1***"),
          rule("reg_[A-Za-z0-9-]{8}_[A-Za-z0-9-]+", "reg_***"),
          rule("(?i)\\b(Bearer|Basic) +[^\\s,\"']+", "$1 ***"),
          rule("\\$(?:argon2|2[aby]\\$|scrypt|pbkdf2)[^\\s\"']*", "***"), // a password's hash
          rule(
              "(?i)((?:password|passwd|secret|token|pin|pin_code|key)[\"']?\\s?[=:]\\s?)"
                  + "(?:\"[^\"]*\"|'[^']*'|[^\\s&,;]+)",
              "$1***"),
          rule("\\)=\\(.*", ")=(***)"), // PostgreSQL's detail of a violated key
          rule("(row contains) \\(.*", "$1 (***)"), // and of a violated check
          rule("[A-Za-z0-9_-]{64,}", "***")); // a link's token

  private Scrubber() {}

  private static Rule rule(String pattern, String replacement) {
    return new Rule(Pattern.compile(pattern), replacement);
  }

  /** The text without links, keys and hashes, and with masked addresses. */
  static String clean(String text) {
    if (isWord(text)) return text; // as in the line of every request: skip the ten patterns
    var clean = text;
    for (var rule : RULES) clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
    return clean.indexOf('@') < 0 && !clean.contains("%40") ? clean : maskAddresses(clean);
  }

  private static boolean isWord(String text) {
    if (text.length() > MAX_WORD) return false;
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) < 'a' || text.charAt(i) > 'z') return false;
    return true;
  }

  /** Addresses as {@code a***@example.com}, quoted and international ones, too. */
  static String maskAddresses(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(masked(match)));
  }

  private static String masked(MatchResult match) {
    if (IDENTITY.matcher(match.group(4)).matches()) return match.group();
    var local = match.group(1) != null ? match.group(1) : match.group(2);
    var name = BEFORE_ADDRESS.matcher(local).replaceFirst("");
    var first = name.isEmpty() ? "" : Character.toString(name.codePointAt(0));
    return first + "***" + match.group(3) + match.group(4);
  }
}

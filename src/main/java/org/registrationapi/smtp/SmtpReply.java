package org.registrationapi.smtp;

import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * A refusal by the SMTP server.
 *
 * @param code 400 to 599
 * @param command that was refused
 * @param lines all of them
 */
record SmtpReply(int code, String command, String lines) {
  /** The server ends the connection. */
  private static final int CLOSING = 421;

  /** The codes at the beginning of a line: the reply's, and an enhanced one (RFC 3463). */
  private static final Pattern CODES =
      Pattern.compile("^([0-9]{3})[ -]?([245]\\.[0-9]{1,3}\\.[0-9]{1,3})?\\s*");

  /** Enhanced codes of a bad sender, and the words of Postfix, which says it after RCPT. */
  private static final Pattern BAD_SENDER =
      Pattern.compile("^[0-9]{3}[ -]5\\.1\\.[78]\\b|Sender address rejected");

  /** The reply in an exception; empty if the server did not reply. */
  static Optional<SmtpReply> of(MessagingException e) {
    for (Exception cause = e; cause != null; cause = next(cause)) {
      if (cause instanceof SMTPSendFailedException failed)
        return of(failed.getReturnCode(), failed.getCommand(), failed.getMessage());
      if (cause instanceof SMTPAddressFailedException failed)
        return of(failed.getReturnCode(), failed.getCommand(), failed.getMessage());
    }
    return Optional.empty();
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException nesting ? nesting.getNextException() : null;
  }

  /** A reply by its parts; empty if it is no refusal. */
  static Optional<SmtpReply> of(int code, String command, String lines) {
    if (code < 400 || code > 599) return Optional.empty();
    return Optional.of(new SmtpReply(code, command, lines == null ? "" : lines));
  }

  boolean isTemporary() {
    return code < 500;
  }

  /** Whether the server ends the connection after it. */
  boolean isLast() {
    return code == CLOSING;
  }

  /** Whether the server wants us to sign in, or to sign in otherwise. */
  boolean isOfLogin() {
    return code == 530 || code == 535;
  }

  /** Whether the sender is refused, not the recipient or the message. */
  boolean isOfSender() {
    return command.startsWith("MAIL FROM:") || BAD_SENDER.matcher(lines).find();
  }

  /** Its codes, such as {@code 550 5.1.1}. */
  String codes() {
    var match = CODES.matcher(lines);
    if (!match.find() || match.group(2) == null) return Integer.toString(code);
    return match.group(1) + " " + match.group(2);
  }

  /** Its codes and words in one line; each line of the server repeats the codes. */
  String line() {
    return lines
        .lines()
        .map(line -> CODES.matcher(line).replaceFirst("").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" ", codes() + " ", ""))
        .strip();
  }
}

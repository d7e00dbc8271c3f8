package org.registrationapi.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.registrationapi.mail.Mail;
import org.registrationapi.transport.MailPause;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.Outcome;
import org.registrationapi.transport.Reasons;

/** Maps each fault of a connection or mail to an outcome of the mails. */
final class SmtpFaults {
  private static final int SHORTEST_SECRET = 4;

  private final Optional<Login> login;

  SmtpFaults(Optional<Login> login) {
    this.login = login;
  }

  /**
   * Why there is no connection.
   *
   * @param pause if empty, the mails are tried again later
   */
  record Refusal(Optional<MailPause> pause, String reason) {
    private static Refusal because(String reason) {
      return new Refusal(Optional.empty(), reason);
    }

    private static Refusal pause(MailPause pause) {
      return new Refusal(Optional.of(pause), pause.reason());
    }
  }

  /** What a failed attempt to connect and sign in means for all mails of the call. */
  static Refusal refusal(Exception e, SmtpConnection connection) {
    if (hasCause(e, SSLHandshakeException.class))
      return Refusal.because(
          "TLS with the SMTP server failed; its certificate has to be trusted and for its host");
    if (hasCause(e, SSLException.class))
      return Refusal.because("TLS with the SMTP server failed; smtps needs a port with TLS");
    if (e instanceof IOException) return Refusal.because("the SMTP server cannot be reached");
    var reply = connection.lastRefusal();
    if (reply.isPresent()) return refusal(e, reply.get());
    if (connection.lacksLogin(e))
      return Refusal.pause(unauthorized("it offers no way to sign in that we know"));
    if (connection.lacksEncryption())
      return Refusal.because("the SMTP server does not offer STARTTLS, so nothing was sent to it");
    return Refusal.because("the SMTP server did not answer");
  }

  private static Refusal refusal(Exception e, SmtpReply reply) {
    if (reply.isLast())
      return Refusal.pause(
          new MailPause(
              MailPause.Kind.RATE_LIMITED,
              "the SMTP server asks us to come later (" + reply.codes() + ")"));
    if (e instanceof AuthenticationFailedException && !reply.isTemporary())
      return Refusal.pause(unauthorized(reply.codes()));
    return Refusal.because("the SMTP server refused the connection (" + reply.codes() + ")");
  }

  private static MailPause unauthorized(String why) {
    return new MailPause(
        MailPause.Kind.UNAUTHORIZED,
        "the SMTP server does not accept the user and password (" + why + ")");
  }

  private static boolean hasCause(Throwable e, Class<? extends Exception> type) {
    for (var cause = e; cause != null; cause = cause.getCause())
      if (type.isInstance(cause)) return true;
    return false;
  }

  /** Why all senders should pause after a mail was refused like this; empty if they should not. */
  static Optional<MailPause> pause(MessagingException e) {
    return SmtpReply.of(e).filter(SmtpReply::isOfLogin).map(reply -> unauthorized(reply.codes()));
  }

  /**
   * The outcome of a mail that was not accepted. A mail that stays uncertain is sent only once
   * more, because the server cannot be asked.
   *
   * @param isSubmitted whether the whole message was handed over
   */
  Outcome outcome(MessagingException e, boolean isSubmitted, Mail mail) {
    var reply = SmtpReply.of(e);
    if (reply.isPresent()) return outcome(reply.get(), mail);
    if (!isSubmitted)
      return new Outcome.Retry("the connection to the SMTP server was lost", mail.isUncertain());
    return mail.isUncertain()
        ? new Outcome.Failed("the SMTP server confirmed it neither time; it may have arrived")
        : new Outcome.Retry("the SMTP server did not confirm it", true);
  }

  private Outcome outcome(SmtpReply reply, Mail mail) {
    if (reply.isTemporary()) return new Outcome.Retry(words(reply), mail.isUncertain());
    return reply.isOfSender() ? new Outcome.Held(words(reply)) : new Outcome.Failed(words(reply));
  }

  /** The server's words without addresses and secrets. */
  private String words(SmtpReply reply) {
    var line = reply.line();
    if (login.isPresent()) {
      line = without(line, login.get().password().value());
      line = without(line, login.get().user());
    }
    return Reasons.clean(line)
        .orElse("the SMTP server refused it with " + reply.codes() + ", in unreadable words");
  }

  private static String without(String line, String secret) {
    return secret.length() < SHORTEST_SECRET ? line : line.replace(secret, "…");
  }
}

package org.registrationapi.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Smtp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the SMTP server, and what is known about its last mail. */
final class SmtpConnection extends SMTPTransport {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpConnection.class);

  /** The usual positive reply. */
  private static final int OK = 250;

  private final Smtp server;
  private boolean isEncrypted;
  private boolean isSubmitted;
  private boolean isLost;
  private boolean hasAnswered;

  SmtpConnection(Session session, URLName url, Smtp server) {
    super(session, url);
    this.server = server;
  }

  /**
   * Sends one message.
   *
   * @throws MessagingException if the server refused it or did not reply
   */
  void send(SmtpMessage message) throws MessagingException {
    isSubmitted = false;
    try {
      sendMessage(message, message.getAllRecipients());
      hasAnswered = true;
    } catch (MessagingException e) {
      var reply = SmtpReply.of(e).filter(refusal -> !refusal.isLast());
      hasAnswered |= reply.isPresent();
      isLost |= reply.isEmpty();
      throw e;
    }
  }

  /** Whether the whole last message was handed over, so that the server may have accepted it. */
  boolean isSubmitted() {
    return isSubmitted;
  }

  /** Whether further messages can be sent. */
  boolean isUsable() {
    return !isLost;
  }

  /** Whether the server accepted or refused at least one message. */
  boolean hasAnswered() {
    return hasAnswered;
  }

  /** The refusal that was the server's last reply; empty if the last reply is no refusal. */
  Optional<SmtpReply> lastRefusal() {
    return SmtpReply.of(getLastReturnCode(), "", getLastServerResponse());
  }

  /** Whether the server offers no STARTTLS, although it is needed. */
  boolean lacksEncryption() {
    return server.encryption() == Encryption.STARTTLS
        && !isEncrypted
        && getLastReturnCode() == OK
        && !supportsExtension("STARTTLS");
  }

  /** Whether there was no attempt to sign in, because the server offers no way that we know. */
  boolean lacksLogin(Exception e) {
    return e instanceof AuthenticationFailedException refusal
        && refusal.getNextException() == null
        && getLastReturnCode() == OK;
  }

  @Override
  protected void startTLS() throws MessagingException {
    super.startTLS();
    isEncrypted = true;
  }

  /** Ends the message. Without this a server has to forget it. */
  @Override
  protected void finishData() throws IOException, MessagingException {
    isSubmitted = true;
    super.finishData();
  }

  /**
   * The library sends RSET after each refusal. If that fails, the refusal is still what counts for
   * its mail.
   */
  @Override
  public synchronized void issueCommand(String command, int expected) throws MessagingException {
    try {
      super.issueCommand(command, expected);
    } catch (MessagingException e) {
      if (!command.equals("RSET")) throw e;
      isLost = true;
    }
  }

  /** Says goodbye, if the server still listens. */
  @Override
  public synchronized void close() {
    try {
      super.close();
    } catch (MessagingException e) {
      LOG.debug("a connection to the SMTP server was not closed in order", e);
    }
  }
}

package org.registrationapi.smtp;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.transport.MailPause;
import org.registrationapi.transport.MailSettings.Smtp;
import org.registrationapi.transport.MailTransport;
import org.registrationapi.transport.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails through an SMTP server, those of one call one after the other on one connection. */
public final class SmtpTransport implements MailTransport {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);

  private final MailComposer composer;
  private final Smtp settings;
  private final SmtpServer server;
  private final SmtpFaults faults;
  private final SmtpTimes times;

  /** A transport that trusts the certificates that the JVM trusts. */
  public SmtpTransport(MailComposer composer, Smtp settings, URI publicUrl) {
    this(
        composer,
        settings,
        publicUrl,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        SmtpTimes.USUAL);
  }

  SmtpTransport(
      MailComposer composer, Smtp settings, URI publicUrl, SSLSocketFactory tls, SmtpTimes times) {
    this.composer = composer;
    this.settings = settings;
    this.server = new SmtpServer(settings, publicUrl.getHost(), tls, times);
    this.faults = new SmtpFaults(settings.login());
    this.times = times;
  }

  @Override
  public Result send(List<Mail> mails) {
    var start = System.nanoTime();
    try (var connection = server.newConnection()) {
      var refusal = open(connection);
      return refusal.isPresent()
          ? refused(mails, refusal.get())
          : sendAll(connection, mails, start);
    }
  }

  /** Opens a connection; if that fails, why. */
  private Optional<SmtpFaults.Refusal> open(SmtpConnection connection) {
    try {
      server.open(connection);
      return Optional.empty();
    } catch (IOException | MessagingException e) {
      LOG.debug("there is no connection to the SMTP server", e);
      return Optional.of(SmtpFaults.refusal(e, connection));
    }
  }

  private static Result refused(List<Mail> mails, SmtpFaults.Refusal refusal) {
    if (refusal.pause().isPresent()) return Result.paused(mails, refusal.pause().get());
    return Result.of(mails.stream().map(mail -> later(refusal.reason(), mail)).toList());
  }

  /** An uncertain mail stays uncertain, because the server cannot be asked. */
  private static Outcome later(String reason, Mail mail) {
    return new Outcome.Retry(reason, mail.isUncertain());
  }

  private Result sendAll(SmtpConnection connection, List<Mail> mails, long start) {
    var outcomes = new ArrayList<Outcome>();
    var pause = Optional.<MailPause>empty();
    while (outcomes.size() < mails.size()
        && pause.isEmpty()
        && connection.isUsable()
        && (outcomes.isEmpty() || !isLate(start))) {
      var mail = mails.get(outcomes.size());
      try {
        connection.send(SmtpMessage.of(mail, composer.compose(mail), settings.sender()));
        outcomes.add(new Outcome.Sent());
      } catch (MessagingException e) {
        LOG.debug("the SMTP server did not accept a mail", e);
        pause = SmtpFaults.pause(e);
        outcomes.add(
            pause.isPresent()
                ? new Outcome.NotTried()
                : faults.outcome(e, connection.isSubmitted(), mail));
      }
    }
    for (var mail : mails.subList(outcomes.size(), mails.size()))
      outcomes.add(notBegun(connection, mail));
    return new Result(outcomes, pause);
  }

  private boolean isLate(long start) {
    return System.nanoTime() - start > times.begin().toNanos();
  }

  /**
   * The outcome of a mail that the call did not come to. It is due at once, unless the server ended
   * the connection before it answered any mail: then we do not come back immediately.
   */
  private static Outcome notBegun(SmtpConnection connection, Mail mail) {
    return connection.isUsable() || connection.hasAnswered()
        ? new Outcome.NotTried()
        : later("the connection to the SMTP server was lost", mail);
  }
}

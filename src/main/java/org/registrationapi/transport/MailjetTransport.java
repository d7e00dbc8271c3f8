package org.registrationapi.transport;

import com.google.gson.JsonParseException;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.MailjetRequest;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.resource.Message;
import com.mailjet.client.transactional.SendContact;
import com.mailjet.client.transactional.TrackClicks;
import com.mailjet.client.transactional.TrackOpens;
import com.mailjet.client.transactional.TransactionalEmail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailComposer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails by Mailjet's Send API v3.1, many in one call. */
public final class MailjetTransport implements MailTransport {
  private static final Logger LOG = LoggerFactory.getLogger(MailjetTransport.class);

  /** Time limit of a whole call. Shorter than the claim's lease. */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final MailComposer composer;
  private final MailSettings.Mailjet settings;
  private final MailjetClient client;

  public MailjetTransport(MailComposer composer, MailSettings.Mailjet settings) {
    this.composer = composer;
    this.settings = settings;
    this.client = MailjetClients.of(settings, CALL_TIMEOUT);
  }

  @Override
  public Result send(List<Mail> mails) {
    var messages = mails.stream().map(this::message).toList();
    try {
      var results = new MailjetCall(messages).send(client);
      if (results.length != mails.size())
        return Result.all(mails, new Outcome.Retry("Mailjet's answer does not fit the call", true));
      return Result.of(Stream.of(results).map(MailjetFaults::outcome).toList());
    } catch (MailjetException e) {
      LOG.debug("a call to Mailjet failed", e);
      return MailjetFaults.pause(e)
          .map(pause -> Result.paused(mails, pause))
          .orElseGet(() -> Result.all(mails, MailjetFaults.retry(e)));
    } catch (JsonParseException e) {
      LOG.debug("Mailjet's answer is not JSON", e);
      return Result.all(mails, new Outcome.Retry("Mailjet's answer cannot be read", true));
    }
  }

  @Override
  public boolean canLookUp() {
    return true;
  }

  @Override
  public Lookup lookUp(Mail mail) {
    var request = new MailjetRequest(Message.resource).filter("CustomID", mail.id().toString());
    try {
      var accepted = client.get(request).getCount() > 0;
      return new Lookup(
          accepted ? Optional.of(new Outcome.Sent()) : Optional.empty(), Optional.empty());
    } catch (MailjetException e) {
      LOG.debug("Mailjet could not be asked about a mail", e);
      var pause = MailjetFaults.pause(e);
      Outcome outcome =
          pause.isPresent()
              ? new Outcome.NotTried()
              : new Outcome.Retry(MailjetFaults.retry(e).reason(), true);
      return new Lookup(Optional.of(outcome), pause);
    }
  }

  /**
   * Disables tracking, which would rewrite the link, and the template language, which would
   * interpret what users typed.
   */
  private TransactionalEmail message(Mail mail) {
    var content = composer.compose(mail);
    var sender = settings.sender();
    var message =
        TransactionalEmail.builder()
            .from(new SendContact(sender.addressOf(mail), sender.nameOf(mail)))
            .to(new SendContact(mail.recipient()))
            .subject(content.subject())
            .textPart(content.text())
            .htmlPart(content.html())
            .customID(mail.id().toString())
            .eventPayload(Long.toString(mail.serverId())) // returned with its events
            .trackClicks(TrackClicks.DISABLED)
            .trackOpens(TrackOpens.DISABLED)
            .templateLanguage(false);
    HEADERS.forEach(message::header);
    if (mail.mailReplyTo() != null) message.replyTo(new SendContact(mail.mailReplyTo()));
    return message.build();
  }
}

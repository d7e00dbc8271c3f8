package org.registrationapi.mail;

import com.mailjet.client.ClientOptions;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.transactional.SendContact;
import com.mailjet.client.transactional.SendEmailsRequest;
import com.mailjet.client.transactional.TrackClicks;
import com.mailjet.client.transactional.TrackOpens;
import com.mailjet.client.transactional.TransactionalEmail;
import com.mailjet.client.transactional.response.MessageResult;
import com.mailjet.client.transactional.response.SendEmailError;
import com.mailjet.client.transactional.response.SentMessageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails by Mailjet's Send API v3.1, many in one call. */
final class MailjetTransport implements MailTransport {
  private static final Logger LOG = LoggerFactory.getLogger(MailjetTransport.class);

  /**
   * The whole call, which the client library itself does not bound. Shorter than the claim's lease.
   */
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private final MailComposer composer;
  private final MailSettings.Mailjet settings;
  private final MailjetClient client;

  MailjetTransport(MailComposer composer, MailSettings.Mailjet settings) {
    this.composer = composer;
    this.settings = settings;
    this.client =
        new MailjetClient(
            ClientOptions.builder()
                .baseUrl(settings.url().toString())
                .apiKey(settings.publicKey())
                .apiSecretKey(settings.privateKey().value())
                .okHttpClient(http())
                .build());
  }

  /** Never repeats a request by itself, for a mail sent twice is worse than one sent later. */
  private static OkHttpClient http() {
    return new OkHttpClient.Builder()
        .connectTimeout(Duration.ofSeconds(5))
        .readTimeout(CALL_TIMEOUT)
        .writeTimeout(Duration.ofSeconds(10))
        .callTimeout(CALL_TIMEOUT)
        .retryOnConnectionFailure(false)
        .connectionPool(new ConnectionPool(5, 10, java.util.concurrent.TimeUnit.SECONDS))
        .build();
  }

  @Override
  public List<Outcome> send(List<Mail> mails) {
    var request = SendEmailsRequest.builder().messages(mails.stream().map(this::message).toList());
    try {
      var results = request.build().sendWith(client).getMessages();
      if (results != null && results.length == mails.size())
        return Stream.of(results).map(MailjetTransport::outcome).collect(Collectors.toList());
      return retryAll(mails, "Mailjet's answer does not fit the call");
    } catch (MailjetException e) {
      LOG.warn("mails could not be sent: {}: {}", e.getClass().getSimpleName(), e.getMessage());
      return retryAll(mails, "Mailjet could not be reached or did not accept the call");
    }
  }

  private static List<Outcome> retryAll(List<Mail> mails, String reason) {
    return new ArrayList<>(Collections.nCopies(mails.size(), new Outcome.Retry(reason)));
  }

  /** Tracking would rewrite the link, and the template language would read what users typed. */
  private TransactionalEmail message(Mail mail) {
    var content = composer.compose(mail);
    var from = mail.from() != null ? mail.from() : settings.from();
    var message =
        TransactionalEmail.builder()
            .from(new SendContact(from, fromName(mail)))
            .to(new SendContact(mail.recipient()))
            .subject(content.subject())
            .textPart(content.text())
            .htmlPart(content.html())
            .customID(mail.id().id().toString())
            .trackClicks(TrackClicks.DISABLED)
            .trackOpens(TrackOpens.DISABLED)
            .templateLanguage(false);
    if (mail.replyTo() != null) message.replyTo(new SendContact(mail.replyTo()));
    return message.build();
  }

  private String fromName(Mail mail) {
    if (mail.fromName() != null) return mail.fromName();
    return settings.fromName().orElse(mail.displayName());
  }

  private static Outcome outcome(MessageResult result) {
    if (result.getStatus() == SentMessageStatus.SUCCESS) return new Outcome.Sent();
    var errors = result.getErrors() == null ? new SendEmailError[0] : result.getErrors();
    var reason =
        Stream.of(errors)
            .map(error -> error.getErrorCode() + ": " + error.getErrorMessage())
            .collect(Collectors.joining("; "));
    return new Outcome.Failed(reason.isEmpty() ? "Mailjet refused it without a reason" : reason);
  }
}

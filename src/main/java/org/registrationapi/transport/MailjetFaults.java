package org.registrationapi.transport;

import com.mailjet.client.errors.MailjetClientCommunicationException;
import com.mailjet.client.errors.MailjetClientRequestException;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.errors.MailjetRateLimitException;
import com.mailjet.client.errors.MailjetUnauthorizedException;
import com.mailjet.client.transactional.response.MessageResult;
import com.mailjet.client.transactional.response.SendEmailError;
import com.mailjet.client.transactional.response.SentMessageStatus;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Maps each fault of a call or message to an outcome of its mails. The reasons are in Mailjet's
 * words if it gives any (see its guide "Send API v3.1", error codes).
 */
final class MailjetFaults {
  private static final MailPause RATE_LIMITED =
      new MailPause(MailPause.Kind.RATE_LIMITED, "Mailjet asks us to slow down");

  /** The key is wrong or the account suspended. */
  private static final MailPause UNAUTHORIZED =
      new MailPause(
          MailPause.Kind.UNAUTHORIZED, "Mailjet does not accept the API key, or has suspended it");

  private MailjetFaults() {}

  /** Why all senders should pause after this failure; empty if they should not. */
  static Optional<MailPause> pause(MailjetException e) {
    if (e instanceof MailjetRateLimitException) return Optional.of(RATE_LIMITED);
    if (e instanceof MailjetUnauthorizedException) return Optional.of(UNAUTHORIZED);
    if (e instanceof MailjetClientRequestException request && request.getStatusCode() == 403)
      return Optional.of(UNAUTHORIZED);
    return Optional.empty();
  }

  /** The outcome of each mail in a call that failed like this. */
  static Outcome.Retry retry(MailjetException e) {
    if (e instanceof MailjetClientCommunicationException)
      return neverArrived(e)
          ? new Outcome.Retry("Mailjet cannot be reached", false)
          : new Outcome.Retry("Mailjet did not answer", true);
    if (e instanceof MailjetClientRequestException request && request.getStatusCode() < 400)
      return new Outcome.Retry("Mailjet's answer cannot be read", true);
    if (e instanceof MailjetClientRequestException request)
      return new Outcome.Retry(
          "Mailjet refused the call with status " + request.getStatusCode(), false);
    return new Outcome.Retry("Mailjet had an internal error", true);
  }

  /** Whether the call failed before its request was sent. */
  private static boolean neverArrived(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause())
      if (cause instanceof NeverSentException) return true;
    return false;
  }

  /** The outcome of a mail from Mailjet's result for its message. */
  static Outcome outcome(MessageResult result) {
    if (result.getStatus() == SentMessageStatus.SUCCESS) return new Outcome.Sent();
    var errors = result.getErrors() == null ? new SendEmailError[0] : result.getErrors();
    var reason = reason(errors);
    if (Stream.of(errors).anyMatch(MailjetFaults::isOfSender)) return new Outcome.Held(reason);
    if (Stream.of(errors).anyMatch(error -> error.getStatusCode() >= 500))
      return new Outcome.Retry(reason, false);
    return new Outcome.Failed(reason);
  }

  /**
   * {@code send-0008}: the sender's address or domain is not validated at Mailjet. Other codes name
   * From as the faulty property.
   */
  private static boolean isOfSender(SendEmailError error) {
    if ("send-0008".equals(error.getErrorCode())) return true;
    var related = error.getErrorRelatedTo() == null ? new String[0] : error.getErrorRelatedTo();
    return Stream.of(related).anyMatch(field -> field.startsWith("From"));
  }

  private static String reason(SendEmailError[] errors) {
    var text =
        Stream.of(errors)
            .map(error -> error.getErrorCode() + ": " + error.getErrorMessage())
            .collect(Collectors.joining("; "));
    return Reasons.clean(text).orElse("Mailjet refused it without a reason");
  }
}

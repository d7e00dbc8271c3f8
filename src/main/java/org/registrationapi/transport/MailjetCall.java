package org.registrationapi.transport;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.MailjetRequest;
import com.mailjet.client.errors.MailjetClientRequestException;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.resource.Emailv31;
import com.mailjet.client.transactional.SendEmailsRequest;
import com.mailjet.client.transactional.TransactionalEmail;
import com.mailjet.client.transactional.response.MessageResult;
import com.mailjet.client.transactional.response.SendEmailsResponse;
import java.util.List;

/**
 * One call of the Send API, with its serialized body. By default Mailjet's library serializes the
 * body, parses it and serializes it again, which is more than half of the cost of sending.
 */
final class MailjetCall extends MailjetRequest {
  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.UPPER_CAMEL_CASE)
          .disableHtmlEscaping() // it goes to Mailjet, not into a page
          .create();

  private final String body;

  MailjetCall(List<TransactionalEmail> messages) {
    super(Emailv31.resource);
    this.body = GSON.toJson(SendEmailsRequest.builder().messages(messages).build());
  }

  /** JSON. */
  @Override
  public String getBody() {
    return body;
  }

  /**
   * Sends the call and returns the result of each message, in their order.
   *
   * @throws MailjetException if the whole call was refused or failed
   * @throws com.google.gson.JsonParseException if the answer is not JSON
   */
  MessageResult[] send(MailjetClient client) throws MailjetException {
    var answer = client.post(this);
    var response = GSON.fromJson(answer.getRawResponseContent(), SendEmailsResponse.class);
    if (response != null && response.getMessages() != null) return response.getMessages();
    throw new MailjetClientRequestException("there are no messages in it", answer.getStatus());
  }
}

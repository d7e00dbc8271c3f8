package org.registrationapi.mailjetcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.MailjetRequest;
import com.mailjet.client.MailjetResponse;
import com.mailjet.client.errors.MailjetClientRequestException;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.resource.Dns;
import com.mailjet.client.resource.DnsCheck;
import com.mailjet.client.resource.Eventcallbackurl;
import com.mailjet.client.resource.Message;
import com.mailjet.client.resource.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.json.JSONException;
import org.registrationapi.mailcheck.Reply;
import org.registrationapi.transport.MailSettings;
import org.registrationapi.transport.MailjetClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Mailjet's REST API. Its numbers and booleans may be texts, and it may add fields, so answers
 * are read leniently.
 */
final class MailjetRest {
  private static final Logger LOG = LoggerFactory.getLogger(MailjetRest.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of one call. The check of DNS is the slowest. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Mailjet's limit. */
  private static final int PAGE = 1_000;

  private static final int MAX_PAGES = 10;

  private final MailjetClient client;

  MailjetRest(MailSettings.Mailjet settings) {
    this(settings, TIMEOUT);
  }

  MailjetRest(MailSettings.Mailjet settings, Duration timeout) {
    client = MailjetClients.of(settings, timeout);
  }

  @FunctionalInterface
  private interface Call {
    MailjetResponse send() throws MailjetException;
  }

  /** All senders of the account, up to 10,000. */
  Reply<MailjetAccount.Senders> senders() {
    var senders = new ArrayList<MailjetAccount.Sender>();
    for (int page = 0; page < MAX_PAGES; page++) {
      var request = new MailjetRequest(Sender.resource).filter("Limit", PAGE);
      var reply = list(request.filter("Offset", page * PAGE));
      if (reply.trouble().isPresent()) return Reply.unknown(reply.trouble().get());
      var rows = reply.value().orElse(List.of());
      for (var row : rows)
        senders.add(new MailjetAccount.Sender(text(row, Sender.EMAIL), text(row, Sender.STATUS)));
      if (rows.size() < PAGE) return Reply.of(new MailjetAccount.Senders(senders, true));
    }
    return Reply.of(new MailjetAccount.Senders(senders, false));
  }

  /** Where Mailjet reports events. */
  Reply<List<MailjetAccount.EventUrl>> callbacks() {
    return list(new MailjetRequest(Eventcallbackurl.resource).filter("Limit", PAGE))
        .map(rows -> rows.stream().map(MailjetRest::callback).toList());
  }

  private static MailjetAccount.EventUrl callback(JsonNode row) {
    return new MailjetAccount.EventUrl(
        text(row, Eventcallbackurl.EVENTTYPE),
        text(row, Eventcallbackurl.URL),
        text(row, Eventcallbackurl.STATUS));
  }

  /** Whether a mail's links were rewritten; absent if Mailjet does not have the mail. */
  Reply<Boolean> clicksTracked(UUID mail) {
    return first(list(new MailjetRequest(Message.resource).filter("CustomID", mail.toString())))
        .map(row -> row.path("IsClickTracked").asBoolean());
  }

  /** What Mailjet finds of a domain's records now; absent if it does not know the domain. */
  Reply<MailjetDns> dns(String domain) {
    var dns = first(list(new MailjetRequest(Dns.resource, domain)));
    if (dns.value().isEmpty()) return new Reply<>(Optional.empty(), dns.trouble());
    var check = first(ask(() -> client.post(new MailjetRequest(DnsCheck.resource, domain))));
    var found = check.value().orElse(MissingNode.getInstance());
    return dns.map(row -> MailjetDns.read(domain, row, found));
  }

  private static Reply<JsonNode> first(Reply<List<JsonNode>> rows) {
    var row = rows.value().filter(list -> !list.isEmpty()).map(list -> list.get(0));
    return new Reply<>(row, rows.trouble());
  }

  private Reply<List<JsonNode>> list(MailjetRequest request) {
    return ask(() -> client.get(request));
  }

  private static Reply<List<JsonNode>> ask(Call call) {
    try {
      var data = JSON.readTree(call.send().getRawResponseContent()).path("Data");
      return data.isArray() ? Reply.of(data.valueStream().toList()) : unreadable();
    } catch (MailjetException e) {
      LOG.debug("Mailjet could not be asked", e);
      return reply(e);
    } catch (JsonProcessingException | JSONException e) {
      LOG.debug("Mailjet's answer is not JSON", e);
      return unreadable();
    }
  }

  private static <T> Reply<T> unreadable() {
    return Reply.unknown("Mailjet's answer cannot be read");
  }

  private static <T> Reply<T> reply(MailjetException e) {
    if (e instanceof MailjetClientRequestException request && request.getStatusCode() == 404)
      return Reply.absent();
    var isRefusal = MailjetClients.isUnauthorized(e);
    return Reply.unknown(new Reply.Trouble(MailjetClients.reason(e), isRefusal));
  }

  private static String text(JsonNode row, String field) {
    return row.path(field).asText("").strip();
  }
}

package org.registrationapi.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.registrationapi.kit.MailjetStub.Answer;
import org.registrationapi.kit.MailjetStub.Call;

/**
 * The part of {@link MailjetStub} that tells about senders, DNS records and events, in the form of
 * Mailjet's guides. All is well with the address of {@link MailjetStub#settings()}, until {@link
 * #answer} changes that.
 */
public final class MailjetRestStub {
  /** An account without rows of a resource. */
  public static final String NONE = data();

  /** A resource, and what is usually answered about it. */
  public enum Resource {
    SENDER(data(sender("hello@register.example.com", "Active"))),
    DNS(dns("OK", "OK")),
    DNS_CHECK(check("OK", "", "OK", "")),
    EVENTS(NONE);

    private final String usual;

    Resource(String usual) {
      this.usual = usual;
    }
  }

  private final Map<Resource, Function<Call, Answer>> answers = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** All calls so far. */
  public List<Call> calls() {
    return calls;
  }

  /** Sets the body of all further answers about a resource. */
  public void answer(Resource resource, String body) {
    answer(resource, call -> new Answer(200, body));
  }

  /** Sets all further answers about a resource; they may come late. */
  public void answer(Resource resource, Function<Call, Answer> answer) {
    answers.put(resource, answer);
  }

  /** Sets all further answers about every resource. */
  public void answerAll(Function<Call, Answer> answer) {
    for (var resource : Resource.values()) answer(resource, answer);
  }

  /** Answers no call until this happens; then those that wait are cut off. */
  public void beSilentUntil(CountDownLatch end) {
    answerAll(call -> cutAfter(end));
  }

  private static Answer cutAfter(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.CUT;
  }

  /** Gives the usual answers again, and forgets the calls. */
  public void reset() {
    answers.clear();
    calls.clear();
  }

  /** The answer to a call; empty if it is about something else. */
  Optional<Answer> answer(Call call) {
    var resource = resource(call.path());
    resource.ifPresent(one -> calls.add(call));
    return resource.map(
        one -> answers.getOrDefault(one, any -> new Answer(200, one.usual)).apply(call));
  }

  private static Optional<Resource> resource(String path) {
    if (!path.startsWith("/v3/REST/")) return Optional.empty();
    if (path.matches("/v3/REST/dns/[^/?]+/check")) return Optional.of(Resource.DNS_CHECK);
    if (path.matches("/v3/REST/dns/[^/?]+")) return Optional.of(Resource.DNS);
    if (path.startsWith("/v3/REST/sender")) return Optional.of(Resource.SENDER);
    if (path.startsWith("/v3/REST/eventcallbackurl")) return Optional.of(Resource.EVENTS);
    return Optional.empty();
  }

  /** A body with rows. */
  public static String data(String... rows) {
    var list = String.join(",", rows);
    return "{\"Count\":%d,\"Data\":[%s],\"Total\":%d}".formatted(rows.length, list, rows.length);
  }

  /** A row of senders. */
  public static String sender(String email, String status) {
    var fields = new TreeMap<>(Map.of("Email", email, "Status", status, "ID", "1"));
    fields.putAll(Map.of("DNSID", "1", "EmailType", "unknown", "IsDefaultSender", "false"));
    return row(fields);
  }

  /** The answer about a domain. */
  public static String dns(String spf, String dkim) {
    var fields = new TreeMap<>(Map.of("ID", "1", "SPFStatus", spf, "DKIMStatus", dkim));
    fields.put("Domain", "register.example.com");
    fields.put("DKIMRecordName", "mailjet._domainkey.register.example.com.");
    fields.put("DKIMRecordValue", "k=rsa; p=" + "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ".repeat(5));
    fields.put("SPFRecordValue", "v=spf1 include:spf.mailjet.com ?all");
    fields.put("OwnerShipTokenRecordName", "mailjet._0123abcd.register.example.com.");
    fields.put("OwnerShipToken", "0123456789abcdef0123456789abcdef");
    fields.putAll(Map.of("IsCheckInProgress", "false", "LastCheckAt", "2026-11-26T10:00:00Z"));
    return data(row(fields));
  }

  /** The answer of the check of a domain; an empty error is none. */
  public static String check(String spf, String spfError, String dkim, String dkimError) {
    return data(
        "{\"SPFStatus\":\"%s\",\"SPFErrors\":%s,\"SPFRecordsCurrentValues\":[],\"DKIMStatus\":\"%s\",\"DKIMErrors\":%s,\"DKIMRecordCurrentValue\":\"\"}"
            .formatted(spf, list(spfError), dkim, list(dkimError)));
  }

  private static String list(String text) {
    return text.isEmpty() ? "[]" : "[\"" + text + "\"]";
  }

  /** The answer that each of these events is reported to a URL. */
  public static String callbacks(String url, String status, String... events) {
    return data(
        Stream.of(events)
            .map(event -> Map.of("EventType", event, "Url", url, "Status", status, "Version", "2"))
            .map(fields -> row(new TreeMap<>(fields)))
            .toArray(String[]::new));
  }

  private static String row(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}

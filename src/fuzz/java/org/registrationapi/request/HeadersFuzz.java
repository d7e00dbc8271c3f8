package org.registrationapi.request;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.registrationapi.client.BasicCredentials;
import org.registrationapi.client.ClientAddress;
import org.registrationapi.client.LocalRequests;
import org.registrationapi.errors.Failure;
import org.registrationapi.secrets.Secret;
import org.registrationapi.testing.Requests;

/** Any value of a header is understood exactly or not at all. */
public final class HeadersFuzz {
  private static final BasicCredentials MAILJET =
      new BasicCredentials("mailjet", new Secret("pass: \u00e9"));
  private static final ClientAddress ADDRESSES = new ClientAddress(List.of("10.0.0.0/8"));
  private static final LocalRequests LOCAL = new LocalRequests(true);
  private static final String NETWORK = "[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-f]{16}/64";

  private HeadersFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var value = new String(data, StandardCharsets.ISO_8859_1); // as Jetty reads headers
    checkIdempotencyKey(value);
    checkCredentials(value);
    checkAddress(value);
    var id = RequestId.of(value);
    check(id.matches("[A-Za-z0-9._-]{1,64}"), "a request's id is harmless");
    check(RequestId.of(id).equals(id), "a request's id is kept");
    var accept = Requests.withHeader("Accept", value);
    var names = value.toLowerCase(Locale.ROOT).contains("text/");
    check(names || !Accept.wantsHtml(accept), "HTML requires text/ in the header");
    check(names || !Accept.wantsText(accept), "text requires text/ in the header");
  }

  private static void checkIdempotencyKey(String value) {
    try {
      var key = IdempotencyKey.of(Requests.withHeader(IdempotencyKey.HEADER, value)).orElseThrow();
      check(key.equals(value) && key.matches("[ -~]{1,255}"), "a key is as it came, and printable");
    } catch (Failure e) {
      check(e.errors().size() == 1, "an invalid key is refused");
      check(!value.matches("[ -~]{1,255}"), "a key that is one is taken");
    }
  }

  private static void checkCredentials(String value) {
    if (!MAILJET.areIn(value)) return;
    check(value.regionMatches(true, 0, "Basic ", 0, 6), "credentials have their scheme");
    var sent = Base64.getDecoder().decode(value.substring(6).strip());
    check(
        new String(sent, StandardCharsets.UTF_8).equals("mailjet:pass: \u00e9"),
        "no others are taken for these");
  }

  private static void checkAddress(String value) {
    var forwarded = Map.of("X-Forwarded-For", value, "Host", value);
    var untrusted = Requests.from("203.0.113.9", forwarded);
    check(ADDRESSES.networkOf(untrusted).equals("203.0.113.9"), "an untrusted header is ignored");
    check(!LOCAL.isLocal(untrusted), "a remote client is not local");
    check(ADDRESSES.networkOf(Requests.from("10.0.0.1", forwarded)).matches(NETWORK), "an address");
    check(ADDRESSES.networkOf(Requests.from(value, Map.of())).matches(NETWORK), "of any peer");
    check(!LOCAL.isLocal(Requests.from("127.0.0.1", forwarded)), "a forwarded one is remote");
    var host = Requests.from("127.0.0.1", Map.of("Host", value));
    check(
        !LOCAL.isLocal(host)
            || value.matches("(?i)(localhost|127\\.0\\.0\\.1|\\[::1\\])(:[0-9]+)?"),
        "no other name is this machine's");
  }
}

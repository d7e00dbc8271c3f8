package org.registrationapi.http;

import java.nio.charset.StandardCharsets;
import org.registrationapi.testing.TestApp;

/**
 * Bytes that no honest client sends, and the expected response.
 *
 * @param name the name of the test case
 * @param bytes one character for each byte
 * @param answer the status, then the problem's code or the refused fields with their codes
 */
record HostileRequest(String name, String bytes, String answer) {
  private static final String KEY = "Authorization: Bearer " + TestApp.API_KEY + "\r\n";

  /** A request without a body, with the key of the first server. */
  static HostileRequest plain(String method, String target, String answer) {
    return headed(method + " " + shown(target), method, target, KEY, "", answer);
  }

  /** A request with a JSON body, sent as UTF-8. */
  static HostileRequest json(String method, String target, String body, String answer) {
    return bytes(method, target, utf8(body), answer);
  }

  /** A request with a body of bytes. */
  static HostileRequest bytes(String method, String target, String body, String answer) {
    return headed(
        method + " " + shown(target) + " " + shown(body),
        method,
        target,
        KEY + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
        body,
        answer);
  }

  /** A request with the given headers and body. */
  static HostileRequest headed(
      String name, String method, String target, String headers, String body, String answer) {
    return raw(
        name,
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + headers
            + "\r\n"
            + body,
        answer);
  }

  /** Any bytes. */
  static HostileRequest raw(String name, String bytes, String answer) {
    return new HostileRequest(name, bytes, answer);
  }

  /** The same request with the admin key. */
  HostileRequest byAdmin() {
    return new HostileRequest(name, bytes.replace(TestApp.API_KEY, TestApp.ADMIN_KEY), answer);
  }

  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String shown(String text) {
    var start = text.length() > 70 ? text.substring(0, 70) + "… (" + text.length() + ")" : text;
    return start.replaceAll("[^ -~…]", "?");
  }

  @Override
  public String toString() {
    return name;
  }
}

package org.registrationapi.http;

import java.nio.charset.StandardCharsets;
import org.registrationapi.testing.TestApp;

/**
 * Bytes that no honest client sends, and what they are answered.
 *
 * @param name what is tried
 * @param bytes a character each
 * @param answer the status, then the problem's code or the fields and codes that are refused
 */
record HostileRequest(String name, String bytes, String answer) {
  private static final String KEY = "Authorization: Bearer " + TestApp.API_KEY + "\r\n";

  /** A request without a body, made with the key of the first server. */
  static HostileRequest plain(String method, String target, String answer) {
    return headed(method + " " + shown(target), method, target, KEY, "", answer);
  }

  /** The same with a JSON body, which is text and goes as UTF-8. */
  static HostileRequest json(String method, String target, String body, String answer) {
    return bytes(method, target, utf8(body), answer);
  }

  /** The same with a body of bytes. */
  static HostileRequest bytes(String method, String target, String body, String answer) {
    return headed(
        method + " " + shown(target) + " " + shown(body),
        method,
        target,
        KEY + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
        body,
        answer);
  }

  /** A request with headers of its own. */
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

  /** Anything at all. */
  static HostileRequest raw(String name, String bytes, String answer) {
    return new HostileRequest(name, bytes, answer);
  }

  /** The same made by the operator. */
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

package org.registrationapi.bench;

import java.nio.charset.StandardCharsets;

/** The bytes of requests. */
final class Requests {
  private Requests() {}

  static byte[] get(String pathAndQuery, String key) {
    return bytes("GET " + pathAndQuery + " HTTP/1.1\r\n" + headers(key) + "\r\n");
  }

  static byte[] delete(String pathAndQuery, String key) {
    return bytes("DELETE " + pathAndQuery + " HTTP/1.1\r\n" + headers(key) + "\r\n");
  }

  static byte[] post(String path, String key, byte[] json) {
    var head =
        bytes(
            "POST "
                + path
                + " HTTP/1.1\r\n"
                + headers(key)
                + "Content-Type: application/json\r\nContent-Length: "
                + json.length
                + "\r\n\r\n");
    var request = new byte[head.length + json.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(json, 0, request, head.length, json.length);
    return request;
  }

  /** A POST without a key and without a body, like that of a link's button. */
  static byte[] press(String path) {
    return bytes(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Length: 0\r\n\r\n");
  }

  private static String headers(String key) {
    return "Host: localhost\r\nAccept: application/json\r\nAuthorization: Bearer " + key + "\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

package org.registrationapi.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The received bytes of one response, parsed only for its status and its end. */
final class Answer {
  private static final int UNKNOWN = -1;

  private byte[] bytes = new byte[4096];
  private int length;

  void clear() {
    length = 0;
  }

  void add(ByteBuffer more) {
    var count = more.remaining();
    if (length + count > bytes.length) bytes = Arrays.copyOf(bytes, 2 * (length + count));
    more.get(bytes, length, count);
    length += count;
  }

  /** The status, once the first line has arrived. */
  int status() {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
  }

  /** Whether the whole response has arrived. */
  boolean isComplete() {
    var head = headLength();
    if (head == UNKNOWN) return false;
    var body = contentLength(head);
    if (body != UNKNOWN) return length >= head + body;
    if (status() == 204 || status() == 304) return true;
    return chunksEnd(head);
  }

  /** The body of a complete response with a Content-Length. */
  String body() {
    var head = headLength();
    return new String(bytes, head, length - head, StandardCharsets.UTF_8);
  }

  private int headLength() {
    for (int i = 3; i < length; i++)
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r')
        return i + 1;
    return UNKNOWN;
  }

  private int contentLength(int head) {
    for (int i = 0; i < head - 16; i++) {
      if (bytes[i] != '\n' || !is(i + 1, "content-length:")) continue;
      var value = 0;
      for (int j = i + 16; bytes[j] != '\r'; j++)
        if (bytes[j] != ' ') value = value * 10 + bytes[j] - '0';
      return value;
    }
    return UNKNOWN;
  }

  private boolean is(int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      var at = bytes[from + i];
      var lower = at >= 'A' && at <= 'Z' ? at + 32 : at;
      if (lower != name.charAt(i)) return false;
    }
    return true;
  }

  private boolean chunksEnd(int head) {
    var at = head;
    while (true) {
      var size = 0;
      var i = at;
      for (; i < length && bytes[i] != '\r'; i++) size = size * 16 + Character.digit(bytes[i], 16);
      if (i + 2 > length) return false;
      if (size == 0) return length >= i + 4;
      at = i + 2 + size + 2;
    }
  }
}

package org.registrationapi.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Parses a submitted HTML form, application/x-www-form-urlencoded, as the WHATWG's URL Standard
 * (section 5) defines it, but strictly: malformed input is refused, not repaired.
 */
final class Form {
  static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private Form() {}

  /**
   * The fields, in their order.
   *
   * @throws Failure 400 if it is not a form, or a field appears twice
   */
  static Map<String, String> read(byte[] body) {
    var fields = new LinkedHashMap<String, String>();
    if (body.length == 0) return fields;
    for (var pair : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 0) throw malformed();
      var old = fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      if (old != null) throw malformed();
    }
    return fields;
  }

  private static String decode(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '%') {
        bytes.write(hex(text, i + 1) * 16 + hex(text, i + 2));
        i += 2;
      } else if (c > ' ' && c < 0x7f) {
        bytes.write(c == '+' ? ' ' : c);
      } else {
        throw malformed();
      }
    }
    try {
      var all = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(all).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static int hex(String text, int at) {
    var digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) throw malformed();
    return digit;
  }

  private static Failure malformed() {
    return Failure.of(ErrorCode.MALFORMED_REQUEST, "The form cannot be read.");
  }
}

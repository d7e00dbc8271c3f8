package org.registrationapi.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Recognizes a repeated request without storing its body. The body contains a password, which could
 * be guessed from a plain hash by a reader of the database.
 */
public final class Fingerprints {
  private final Hmac hmac;

  /**
   * @param secretKey at least 32 characters; with it bodies can be guessed
   */
  public Fingerprints(Secret secretKey) {
    this.hmac = new Hmac(secretKey);
  }

  /**
   * The fingerprint, 64 hexadecimal digits. It depends on server and key, so that two rows do not
   * show that their bodies are equal.
   *
   * @param isStrict whether strict privacy applies, which changes the response
   * @param key the request's Idempotency-Key, without NUL
   * @param body all bytes
   */
  public String of(long serverId, boolean isStrict, String key, byte[] body) {
    var name = (key + "\0").getBytes(StandardCharsets.UTF_8);
    var message =
        ByteBuffer.allocate(Long.BYTES + 1 + name.length + body.length)
            .putLong(serverId)
            .put((byte) (isStrict ? 1 : 0))
            .put(name)
            .put(body)
            .array();
    return HexFormat.of().formatHex(hmac.of("request", message));
  }
}

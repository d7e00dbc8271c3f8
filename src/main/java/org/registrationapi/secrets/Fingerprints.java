package org.registrationapi.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Tells whether a request is the same as an earlier one, without keeping its body: that has a
 * password in it, and a plain hash of it could be guessed by whoever reads the database.
 */
public final class Fingerprints {
  private final Hmac hmac;

  /**
   * @param secretKey at least 32 characters; who knows it can guess at bodies
   */
  public Fingerprints(Secret secretKey) {
    this.hmac = new Hmac(secretKey);
  }

  /**
   * 64 hexadecimal digits. Server and key are in it, so that nobody sees that two rows have the
   * same body.
   *
   * @param isStrict whether it is answered with strict privacy, which is another answer
   * @param key the request's Idempotency-Key, without NUL
   * @param body to the last byte
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

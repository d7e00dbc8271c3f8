package org.registrationapi.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Recognizes a repeated request without storing its body. The body contains a password, which could
 * be guessed from a plain hash by a reader of the database.
 */
public final class Fingerprints {
  private final Hmac hmac;
  private final Optional<Hmac> previous;

  /**
   * @param keys of at least 32 characters; with either bodies can be guessed
   */
  public Fingerprints(SecretKeys keys) {
    this.hmac = keys.hmac();
    this.previous = keys.previousHmac();
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
    return of(hmac, serverId, isStrict, key, body);
  }

  /** The fingerprint that the previous key would give; empty if there is no previous key. */
  public Optional<String> previous(long serverId, boolean isStrict, String key, byte[] body) {
    return previous.map(by -> of(by, serverId, isStrict, key, body));
  }

  private static String of(Hmac hmac, long serverId, boolean isStrict, String key, byte[] body) {
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

package org.registrationapi.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs the redirects to servers, so that their web applications can believe them. Each server has
 * a secret of its own. It is derived from the secret key and not stored.
 */
public final class RedirectSecrets {
  private static final HexFormat HEX = HexFormat.of();

  private final Hmac hmac;
  private final Optional<Hmac> previous;

  /**
   * @param keys of at least 32 characters; with either every redirect can be forged
   */
  public RedirectSecrets(SecretKeys keys) {
    this.hmac = keys.hmac();
    this.previous = keys.previousHmac();
  }

  /** The secret of a server: 64 hexadecimal digits. */
  public Secret of(long serverId) {
    return secret(hmac, serverId);
  }

  /** The secret of a server that the previous key gave; empty if there is no previous key. */
  public Optional<Secret> previous(long serverId) {
    return previous.map(by -> secret(by, serverId));
  }

  private static Secret secret(Hmac by, long serverId) {
    var id = ByteBuffer.allocate(Long.BYTES).putLong(serverId).array();
    return new Secret(HEX.formatHex(by.of("redirect", id)));
  }

  /**
   * The signature of a redirect: HMAC-SHA256 of {@code status.user.time} with the server's secret
   * as its key, in hexadecimal digits.
   *
   * @param time in whole seconds since 1970
   */
  public String sign(long serverId, String status, UUID userId, Instant time) {
    var message = status + "." + userId + "." + time.getEpochSecond();
    return HEX.formatHex(
        new Hmac(of(serverId)).of("", message.getBytes(StandardCharsets.US_ASCII)));
  }
}

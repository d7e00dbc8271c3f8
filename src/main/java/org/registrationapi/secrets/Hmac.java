package org.registrationapi.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with the secret key, with a separate label for each purpose. */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Hmac(Secret secretKey) {
    this.key = new SecretKeySpec(secretKey.value().getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * The 32 bytes for a message.
   *
   * @param label the purpose; no purpose's label may begin with another's
   */
  byte[] of(String label, byte[] message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(label.getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}

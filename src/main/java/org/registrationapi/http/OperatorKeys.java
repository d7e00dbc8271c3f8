package org.registrationapi.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.registrationapi.secrets.Secret;

/**
 * The keys of the operator.
 *
 * @param admin if empty, there is no admin
 * @param metrics reads the metrics and nothing else; if empty, only the admin key reads them
 */
public record OperatorKeys(Optional<Secret> admin, Optional<Secret> metrics) {
  boolean isAdmin(String key) {
    return isEqual(admin, key);
  }

  boolean isMetrics(String key) {
    return isEqual(metrics, key);
  }

  private static boolean isEqual(Optional<Secret> expected, String key) {
    return expected.isPresent()
        && MessageDigest.isEqual(
            expected.get().value().getBytes(StandardCharsets.UTF_8),
            key.getBytes(StandardCharsets.UTF_8));
  }
}

package org.registrationapi.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.registrationapi.secrets.Secret;

/**
 * The keys of the operator. Two of a kind are valid at once while one replaces the other.
 *
 * @param admin if empty, there is no admin
 * @param metrics read the metrics and nothing else; if empty, only an admin key reads them
 */
public record OperatorKeys(List<Secret> admin, List<Secret> metrics) {
  /** The same keys, with this one as the admin's. */
  public OperatorKeys withAdmin(Secret key) {
    return new OperatorKeys(List.of(key), metrics);
  }

  boolean isAdmin(String key) {
    return isOneOf(admin, key);
  }

  boolean isMetrics(String key) {
    return isOneOf(metrics, key);
  }

  private static boolean isOneOf(List<Secret> keys, String given) {
    return keys.stream().anyMatch(key -> isEqual(key, given));
  }

  private static boolean isEqual(Secret expected, String key) {
    return MessageDigest.isEqual(
        expected.value().getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8));
  }
}

package org.registrationapi.keys;

import java.util.List;

/**
 * The server that made a request, identified by its API key.
 *
 * @param secretHash SHA-256 of the key's secret, in hexadecimal
 * @param isStrict whether responses must not reveal if an address is registered
 * @param allowedOrigins the origins whose pages may use the key; empty for a secret key
 */
public record Caller(
    String keyId,
    String secretHash,
    long serverId,
    String serverName,
    boolean isStrict,
    List<String> allowedOrigins) {

  /** Whether the key is publishable, so that anybody can read it in a web page. */
  public boolean isPublic() {
    return !allowedOrigins.isEmpty();
  }

  @Override
  public String toString() {
    return "Caller[" + keyId + "]";
  }
}

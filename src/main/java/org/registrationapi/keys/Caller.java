package org.registrationapi.keys;

import java.util.List;

/**
 * The server that made a request, as its API key proved.
 *
 * @param secretHash SHA-256 of the key's secret, in hexadecimal
 * @param isStrict whether no answer may tell if an address is known
 * @param allowedOrigins the origins whose pages may use the key; empty: it is a secret key
 */
public record Caller(
    String keyId,
    String secretHash,
    long serverId,
    String serverName,
    boolean isStrict,
    List<String> allowedOrigins) {

  /** Whether the key is publishable: it stands in a web page, where anybody can read it. */
  public boolean isPublic() {
    return !allowedOrigins.isEmpty();
  }

  @Override
  public String toString() {
    return "Caller[" + keyId + "]";
  }
}

package org.registrationapi.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.registrationapi.input.Loopback;

/**
 * Settings of the HTTP server.
 *
 * @param port 0: any free port
 * @param publicUrl the address that people use; no slash at the end
 * @param idleTimeout how long a connection may wait for its next request
 * @param docs whether {@code /docs} and {@code /openapi.json} are served
 * @param trustedProxies addresses or networks (CIDR) whose {@code X-Forwarded-For} is trusted
 */
public record HttpSettings(
    String host,
    int port,
    URI publicUrl,
    Duration idleTimeout,
    boolean docs,
    List<String> trustedProxies) {

  /** Whether it is for this machine only, by the address it listens on and by its public one. */
  public boolean isLoopback() {
    return Loopback.isHost(host) && Loopback.isHost(publicUrl.getHost());
  }
}

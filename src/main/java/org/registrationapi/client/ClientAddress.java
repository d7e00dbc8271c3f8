package org.registrationapi.client;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jetty.util.InetAddressSet;
import org.registrationapi.input.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the client's address of a request that may have passed through proxies. */
public final class ClientAddress {
  private static final Logger LOG = LoggerFactory.getLogger(ClientAddress.class);
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** All peers without a readable address count as this one client. */
  private static final IpAddress UNKNOWN = IpAddress.parse("0.0.0.0").orElseThrow();

  private final InetAddressSet trusted = new InetAddressSet();
  private final AtomicBoolean isReported = new AtomicBoolean();

  /**
   * @param trustedProxies addresses or CIDR networks
   * @throws IllegalArgumentException if one of them is neither
   */
  public ClientAddress(List<String> trustedProxies) {
    for (var proxy : trustedProxies)
      if (IpAddress.parse(proxy.replaceFirst("/[0-9]+$", "")).isEmpty())
        throw new IllegalArgumentException("neither an address nor a network: " + proxy);
    trusted.addAll(trustedProxies);
  }

  /**
   * The nearest address that is not a trusted proxy's. If a trusted proxy writes something else
   * than an address, that proxy counts as the client.
   */
  IpAddress of(Context ctx) {
    var peer = peer(ctx);
    if (peer.isEmpty()) {
      reportOnce("A connection", "no address that can be read");
      return UNKNOWN;
    }
    var address = peer.get();
    var hops = hops(ctx);
    for (int i = hops.size() - 1; i >= 0 && trusted.test(address.address()); i--) {
      var hop = IpAddress.parseHop(hops.get(i));
      if (hop.isEmpty()) {
        reportOnce("The trusted proxy " + text(address), "an X-Forwarded-For that cannot be read");
        break;
      }
      address = hop.get();
    }
    return address;
  }

  /** The other end of the connection; Jetty puts an IPv6 address into brackets. */
  private static Optional<IpAddress> peer(Context ctx) {
    return Optional.ofNullable(ctx.req().getRemoteAddr()).flatMap(IpAddress::parseHop);
  }

  /** The elements of all headers; empty ones do not count (RFC 9110, section 5.6.1.2). */
  private static List<String> hops(Context ctx) {
    return Collections.list(ctx.req().getHeaders(FORWARDED_FOR)).stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .map(String::strip)
        .filter(hop -> !hop.isEmpty())
        .toList();
  }

  /** A proxy repeats its fault with every request, so only the first is logged. */
  private void reportOnce(String who, String what) {
    if (isReported.compareAndSet(false, true))
      LOG.warn("{} has {}: all its clients count as one. This is logged once.", who, what);
  }

  private static String text(IpAddress address) {
    return address.address().getHostAddress();
  }

  /**
   * The network of the client, by which clients are told apart; see {@link IpAddress#network()}.
   */
  public String networkOf(Context ctx) {
    return of(ctx).network();
  }

  /** Whether the other end of the connection is on this machine. */
  static boolean isLoopback(Context ctx) {
    return peer(ctx).map(IpAddress::address).filter(InetAddress::isLoopbackAddress).isPresent();
  }
}

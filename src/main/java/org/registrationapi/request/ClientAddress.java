package org.registrationapi.request;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.util.InetAddressSet;
import org.registrationapi.input.IpAddress;
import org.registrationapi.input.Loopback;

/** Finds the client's address of a request that may have passed through proxies. */
public final class ClientAddress {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final InetAddressSet trusted = new InetAddressSet();

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

  /** The nearest address that is not a trusted proxy's, as text. */
  public String of(Context ctx) {
    var address = ctx.req().getRemoteAddr();
    var hops =
        String.join(",", java.util.Collections.list(ctx.req().getHeaders(FORWARDED_FOR)))
            .split(",", -1);
    for (int i = hops.length - 1; i >= 0 && isTrusted(address); i--) {
      var hop = hops[i].strip();
      if (IpAddress.parse(hop).isEmpty()) break;
      address = hop;
    }
    return address;
  }

  /**
   * The network of the client, by which clients are told apart; see {@link IpAddress#network()}.
   */
  public String networkOf(Context ctx) {
    var address = of(ctx);
    return IpAddress.parse(address).map(IpAddress::network).orElse(address);
  }

  /**
   * Whether the request was made on this machine, by its address and by its host name. The host
   * name is checked because a foreign page could resolve its own name to 127.0.0.1 (DNS rebinding).
   * A request forwarded by an unknown proxy is not local, wherever the proxy runs.
   */
  public boolean isLocal(Context ctx) {
    var forwarded = ctx.header(FORWARDED_FOR) != null;
    return (!forwarded || isTrusted(ctx.req().getRemoteAddr()))
        && ctx.header("Forwarded") == null
        && parse(of(ctx)).isLoopbackAddress()
        && Loopback.isHost(hostName(ctx.host()));
  }

  private static String hostName(String host) {
    try {
      var name = new URI("http://" + host).getHost();
      return name == null ? "" : name.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private boolean isTrusted(String address) {
    return trusted.test(parse(address));
  }

  private static InetAddress parse(String address) {
    return IpAddress.parse(address)
        .orElseThrow(() -> new IllegalArgumentException("not an address"))
        .address();
  }
}

package org.registrationapi.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.util.InetAddressSet;

/** Where a request really comes from, when proxies may stand between. */
public final class ClientAddress {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final InetAddressSet trusted = new InetAddressSet();

  /**
   * @param trustedProxies addresses or CIDR networks
   * @throws IllegalArgumentException if one of them is neither
   */
  public ClientAddress(List<String> trustedProxies) {
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
      if (!isAddress(hop)) break;
      address = hop;
    }
    return address;
  }

  /**
   * Whether the request was made on this machine, by its address and by the name it used: a page of
   * a stranger whose name was made to point at 127.0.0.1 must not read what is shown here. A
   * forwarded request is not local.
   */
  public boolean isLocal(Context ctx) {
    return ctx.header(FORWARDED_FOR) == null
        && ctx.header("Forwarded") == null
        && parse(ctx.req().getRemoteAddr()).isLoopbackAddress()
        && LOCAL_HOSTS.contains(hostName(ctx.host()));
  }

  private static String hostName(String host) {
    if (host == null) return "";
    var name = URI.create("http://" + host).getHost();
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }

  private boolean isTrusted(String address) {
    return trusted.test(parse(address));
  }

  /** Digits, dots, colons: nothing that would be looked up by name. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}")
        && (text.contains(".") || text.contains(":"));
  }

  private static InetAddress parse(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }
}

package org.registrationapi.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;

/** Where a request really comes from, when proxies may stand between. */
public final class ClientAddress {
  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Digits and dots, or with a colon: nothing that would be looked up by name. */
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";

  private static final Pattern ADDRESS =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F.:]*:[0-9a-fA-F.:]*");

  private final InetAddressSet trusted = new InetAddressSet();

  /**
   * @param trustedProxies addresses or CIDR networks
   * @throws IllegalArgumentException if one of them is neither
   */
  public ClientAddress(List<String> trustedProxies) {
    for (var proxy : trustedProxies)
      if (!isAddress(proxy.replaceFirst("/[0-9]+$", "")))
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
      if (!isAddress(hop)) break;
      address = hop;
    }
    return address;
  }

  /**
   * Whether the request was made on this machine, by its address and by the name it used: a page of
   * a stranger whose name was made to point at 127.0.0.1 must not read what is shown here. A
   * request that an unknown proxy forwarded is not local, wherever the proxy runs.
   */
  public boolean isLocal(Context ctx) {
    var forwarded = ctx.header(FORWARDED_FOR) != null;
    return (!forwarded || isTrusted(ctx.req().getRemoteAddr()))
        && ctx.header("Forwarded") == null
        && parse(of(ctx)).isLoopbackAddress()
        && LOCAL_HOSTS.contains(hostName(ctx.host()));
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

  private static boolean isAddress(String text) {
    try {
      return ADDRESS.matcher(text).matches() && parse(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static InetAddress parse(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }
}

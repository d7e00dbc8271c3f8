package org.registrationapi.input;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An IP address that was given as text. */
public record IpAddress(InetAddress address) {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";
  private static final String V4 = OCTET + "(?:\\." + OCTET + "){3}";

  /** It has a colon and does not begin with a dot, so that Java looks up no name. */
  private static final String V6 =
      "(?=[0-9a-fA-F.]{0,45}:)[0-9a-fA-F:][0-9a-fA-F.:]{1,44}"; // an IPv4 address may be its end

  private static final String ZONE = "(?:%[0-9A-Za-z._~-]{1,32})?";
  private static final String PORT = "(?::[0-9]{1,5})?";

  private static final Pattern BARE = Pattern.compile("(" + V4 + "|" + V6 + ")");
  private static final Pattern HOP =
      Pattern.compile(
          "(" + V4 + ")" + PORT + "|(" + V6 + ")" + ZONE + "|\\[(" + V6 + ")" + ZONE + "]" + PORT);

  private static final int NETWORK_BYTES = 8;

  /** Parses an address; empty if the text is none. No name is looked up. */
  public static Optional<IpAddress> parse(String text) {
    return parse(BARE, text);
  }

  /**
   * Parses an address as sockets and the headers of proxies write it, possibly with brackets, a
   * zone and a port: {@code 203.0.113.9:4711}, {@code [2001:db8::1]:443}, {@code fe80::1%eth0}. The
   * zone and the port are dropped. Empty if the text is no address; no name is looked up.
   */
  public static Optional<IpAddress> parseHop(String text) {
    return parse(HOP, text);
  }

  private static Optional<IpAddress> parse(Pattern form, String text) {
    var match = form.matcher(text);
    if (!match.matches()) return Optional.empty();
    var bare =
        IntStream.rangeClosed(1, match.groupCount())
            .mapToObj(match::group)
            .filter(group -> group != null)
            .findFirst();
    return bare.flatMap(IpAddress::literal);
  }

  private static Optional<IpAddress> literal(String text) {
    try {
      return Optional.of(new IpAddress(InetAddress.getByName(text)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * The network that limits count as one client: an IPv4 address, or an IPv6 network of 64 bits,
   * because a host usually has all addresses of its network (RFC 7934, section 6).
   */
  public String network() {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
        : address.getHostAddress();
  }
}

package org.registrationapi.input;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address that was given as text. */
public record IpAddress(InetAddress address) {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})";

  /** Digits and dots, or text with a colon, so that no name is looked up. */
  private static final Pattern FORM =
      Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F.:]{0,45}:[0-9a-fA-F.:]{0,45}");

  private static final int NETWORK_BYTES = 8;

  /** Parses an address; empty if the text is none. No name is looked up. */
  public static Optional<IpAddress> parse(String text) {
    if (!FORM.matcher(text).matches()) return Optional.empty();
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

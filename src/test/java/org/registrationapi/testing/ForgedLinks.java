package org.registrationapi.testing;

import java.util.List;
import java.util.stream.IntStream;

/** Links that differ from a real one in one character of the token. */
public final class ForgedLinks {
  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private ForgedLinks() {}

  /** One for each position of the token. */
  public static List<String> of(String link) {
    var start = link.lastIndexOf('/') + 1;
    return IntStream.range(start, link.length()).mapToObj(i -> forged(link, i)).toList();
  }

  private static String forged(String link, int position) {
    var other = BASE64URL.charAt((BASE64URL.indexOf(link.charAt(position)) + 1) % 64);
    return link.substring(0, position) + other + link.substring(position + 1);
  }
}

package org.registrationapi.transport;

import java.util.Optional;
import java.util.regex.Pattern;
import org.registrationapi.input.FieldChecks;

/** Cleans what a provider says about a mail, so that it can be stored and shown to people. */
public final class Reasons {
  private static final int MAX_LENGTH = 300;

  /** Providers quote addresses. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>@]+@[^\\s\"'<>@]+");

  /** The token of a link, which a filter for spam may quote, or another secret in base64. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_=+-]{40,}");

  private Reasons() {}

  /** The words without addresses and tokens, at most 300 characters; empty if unreadable. */
  public static Optional<String> clean(String words) {
    if (words.isBlank() || !FieldChecks.isPrintable(words)) return Optional.empty();
    var masked = TOKEN.matcher(ADDRESS.matcher(words).replaceAll("…")).replaceAll("…");
    return Optional.of(
        masked.length() <= MAX_LENGTH ? masked : masked.substring(0, MAX_LENGTH).strip());
  }
}

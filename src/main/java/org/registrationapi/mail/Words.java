package org.registrationapi.mail;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's own text in its mails.
 *
 * @param paragraphs each with its lines
 */
public record Words(List<List<String>> paragraphs) {
  /** Parses plain text, null for none. A line break is kept; a blank line begins a paragraph. */
  static Words of(String text) {
    if (text == null || text.isBlank()) return new Words(List.of());
    return new Words(
        Stream.of(text.replace("\r\n", "\n").strip().split("\n(?:\\h*\n)+", -1))
            .map(paragraph -> paragraph.lines().map(String::strip).toList())
            .toList());
  }

  public boolean isEmpty() {
    return paragraphs.isEmpty();
  }

  /** The words as plain text. */
  public String text() {
    return paragraphs.stream()
        .map(lines -> String.join("\n", lines))
        .collect(Collectors.joining("\n\n"));
  }
}

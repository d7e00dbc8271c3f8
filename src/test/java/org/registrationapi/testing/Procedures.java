package org.registrationapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands and configurations of PROCEDURES.md, so that tests run them as they are written. */
public final class Procedures {
  private static final Path PAGE = Path.of(".github/PROCEDURES.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (.+)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\n(.*?)^```$");

  private Procedures() {}

  /**
   * A block of the page.
   *
   * @param heading that it is below, with no other heading between
   */
  public record Block(String heading, String language, String text) {}

  /** All blocks, in their order. */
  public static List<Block> blocks() {
    var page = text();
    var headings = HEADING.matcher(page).results().toList();
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < headings.size(); i++) {
      var heading = headings.get(i);
      var end = i + 1 < headings.size() ? headings.get(i + 1).start() : page.length();
      BLOCK
          .matcher(page.substring(heading.end(), end))
          .results()
          .forEach(m -> blocks.add(new Block(heading.group(1), m.group(1), m.group(2))));
    }
    return blocks;
  }

  /** The n-th block below a heading, from 0. */
  public static String block(String heading, int number) {
    return blocks().stream()
        .filter(block -> block.heading().equals(heading))
        .skip(number)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no block " + number + " below " + heading))
        .text();
  }

  /** The whole page. */
  public static String text() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

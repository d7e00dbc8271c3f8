package org.registrationapi.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The stored inputs of a fuzz target: one per line, printable ASCII as it is, any other byte and
 * the backslash as {@code \xHH}.
 */
public final class Seeds {
  private static final Path DIRECTORY = Path.of("src/fuzz/seeds");

  private Seeds() {}

  /** The seeds of a target. */
  public static List<byte[]> of(FuzzTarget target) {
    try {
      return Files.readAllLines(file(target), StandardCharsets.US_ASCII).stream()
          .map(Seeds::decoded)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the seeds of a target, without duplicates. */
  static void keep(FuzzTarget target, Collection<byte[]> seeds) throws IOException {
    var lines = new TreeSet<String>();
    for (var seed : seeds) lines.add(encoded(seed));
    Files.write(file(target), lines, StandardCharsets.US_ASCII);
  }

  public static Path file(FuzzTarget target) {
    return DIRECTORY.resolve(target.title() + ".txt");
  }

  public static String encoded(byte[] bytes) {
    var line = new StringBuilder();
    for (var b : bytes)
      if (b >= ' ' && b <= '~' && b != '\\') line.append((char) b);
      else line.append(String.format(Locale.ROOT, "\\x%02x", b));
    return line.toString();
  }

  public static byte[] decoded(String line) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < line.length(); i++)
      if (line.startsWith("\\x", i)) {
        bytes.write(Integer.parseInt(line, i + 2, i + 4, 16));
        i += 3;
      } else bytes.write(line.charAt(i));
    return bytes.toByteArray();
  }
}

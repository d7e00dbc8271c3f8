package org.registrationapi.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads source files, for tests that check them. */
final class Sources {
  private Sources() {}

  /** The text of each file below some directories, by the name of its class. */
  static Map<String, String> below(String... directories) {
    var sources = new TreeMap<String, String>();
    for (var directory : directories)
      try (var files = Files.walk(Path.of(directory))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.merge(name(file), read(file), String::concat));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    return sources;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  /** The text of a file. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.registrationapi.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Deletes directories with their contents. */
public final class FileTrees {
  private FileTrees() {}

  /** Deletes a directory, if it exists. Symbolic links are not followed. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) return;
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}

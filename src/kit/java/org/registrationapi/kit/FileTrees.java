package org.registrationapi.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Directories with all that is in them. */
public final class FileTrees {
  private FileTrees() {}

  /** Deletes a directory, if there is one; what its links lead to stays. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) return;
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}

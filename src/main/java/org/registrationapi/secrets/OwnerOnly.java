package org.registrationapi.secrets;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only their owner can read, if the file system supports owners. */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Creates a directory and its parents with mode 0700; existing ones stay unchanged. */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, mode("rwx------"));
  }

  /** The mode 0600, for a new file. */
  static FileAttribute<?>[] file() {
    return mode("rw-------");
  }

  private static FileAttribute<?>[] mode(String permissions) {
    var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (!posix) return new FileAttribute<?>[0];
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    return new FileAttribute<?>[] {mode};
  }
}

package org.registrationapi.secrets;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that only their owner can read, if the file system supports owners. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Creates a directory and its parents with mode 0700; existing ones stay unchanged. */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, mode("rwx------"));
  }

  /** The mode 0600, for a new file. */
  public static FileAttribute<?>[] file() {
    return mode("rw-------");
  }

  /** Takes all permissions on a file or directory from others. */
  public static void restrict(Path path) throws IOException {
    if (!isSupported()) return;
    var permissions = Files.getPosixFilePermissions(path);
    if (permissions.retainAll(OWNERS)) Files.setPosixFilePermissions(path, permissions);
  }

  /** Whether files have an owner and a mode here. */
  public static boolean isSupported() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  private static FileAttribute<?>[] mode(String permissions) {
    if (!isSupported()) return new FileAttribute<?>[0];
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    return new FileAttribute<?>[] {mode};
  }
}

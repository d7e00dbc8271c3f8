package org.registrationapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.registrationapi.training.Training;

/** The AOT cache of the application, recorded by the same training as in the build of the image. */
final class AotCache {
  /** The first Java that supports it (JEP 514, 515). */
  private static final int SINCE = 25;

  private AotCache() {}

  /**
   * The options of a JVM that uses the cache; none before Java 25. The cache is created again, with
   * that JVM, if the application or the options are newer.
   *
   * @param application the JVM's options and what it runs
   */
  static List<String> options(Build build, List<String> application) {
    var java = Options.java();
    if (Machine.javaVersion(java) < SINCE) return List.of();
    var cache =
        build
            .files()
            .resolve("application-" + Machine.release(java, "JAVA_RUNTIME_VERSION=") + ".aot");
    try {
      if (isOutdated(cache, build)) make(cache, java, application);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of("-XX:AOTCache=" + cache);
  }

  private static boolean isOutdated(Path cache, Build build) throws IOException {
    if (!Files.exists(cache)) return true;
    var made = Files.getLastModifiedTime(cache);
    return Files.getLastModifiedTime(build.jar()).compareTo(made) > 0
        || Files.getLastModifiedTime(build.options()).compareTo(made) > 0;
  }

  private static void make(Path cache, Path java, List<String> application) throws IOException {
    System.out.println("making " + cache);
    var command = new ArrayList<>(List.of(java.toString()));
    command.addAll(application);
    Training.make(Options.directory().resolve("training"), cache, command, Options.directory());
  }
}

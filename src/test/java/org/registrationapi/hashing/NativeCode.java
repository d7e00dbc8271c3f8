package org.registrationapi.hashing;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks the native code for hashing from the jars. */
public final class NativeCode {
  private NativeCode() {}

  /** Unpacks the native code of this platform, as the build of the image does. */
  public static void unpack(Path directory) throws IOException {
    var jna = System.mapLibraryName("jnidispatch").replace(".dylib", ".jnilib");
    copy(Libsodium.IN_JAR.get(Platform.RESOURCE_PREFIX), directory);
    copy("/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + jna, directory);
  }

  private static void copy(String resource, Path directory) throws IOException {
    try (var in = Libsodium.class.getResourceAsStream(resource)) {
      Files.copy(in, directory.resolve(resource.substring(resource.lastIndexOf('/') + 1)));
    }
  }
}

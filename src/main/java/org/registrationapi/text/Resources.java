package org.registrationapi.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Files that come with the program. */
public final class Resources {
  private Resources() {}

  /** The text of a file on the class path, UTF-8. */
  public static String text(String path) {
    try (var in = Resources.class.getResourceAsStream(path)) {
      if (in == null) throw new IllegalStateException(path + " is missing on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** The version of the program. */
  public static String version() {
    var build = new Properties();
    try {
      build.load(new StringReader(text("/build.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}

package org.registrationapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Debian's HAProxy, configured as in {@code .compose.scale.yml} but for who is behind it. */
record Haproxy(Process process, Path log, int port) implements AutoCloseable {

  /**
   * Starts it on a free port.
   *
   * @param instances the ports of what stands behind it
   */
  static Haproxy start(Path directory, List<Integer> instances) throws IOException {
    var port = AppProcess.freePort();
    var file = directory.resolve("haproxy.cfg");
    Files.writeString(file, configuration(port, instances));
    var log = directory.resolve("haproxy.log");
    var command = List.of("haproxy", "-db", "-f", file.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new Haproxy(builder.redirectOutput(log.toFile()).start(), log, port);
  }

  private static String configuration(int port, List<Integer> instances) throws IOException {
    var compose = Files.readString(Path.of(".compose.scale.yml"));
    var documented = compose.substring(compose.indexOf("content: |\n")).replaceFirst(".*\n", "");
    var servers =
        IntStream.range(0, instances.size())
            .mapToObj(i -> "server web%d 127.0.0.1:%d".formatted(i + 1, instances.get(i)))
            .collect(Collectors.joining("\n"));
    return replaced(
        replaced(documented.stripIndent(), "bind .*", "bind 127.0.0.1:" + port),
        "server-template .*",
        servers);
  }

  private static String replaced(String text, String what, String by) {
    var result = text.replaceFirst(what, by);
    if (result.equals(text)) throw new AssertionError("there is no " + what + " in " + text);
    return result;
  }

  /** Its configuration's complaints, and one line a request. */
  String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

package org.registrationapi.ha;

import static org.registrationapi.ha.Texts.replaced;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;

/** Debian's HAProxy, configured as in {@code .compose.scale.yml}, but with other backends. */
record Haproxy(ChildProcess process, int port) implements AutoCloseable {

  /**
   * Starts it.
   *
   * @param instances the ports of the instances behind it
   */
  static Haproxy start(Path directory, List<Integer> instances) throws IOException {
    var port = Ports.reserve();
    var file = directory.resolve("haproxy.cfg");
    Files.writeString(file, configuration(port, instances));
    var command = List.of("haproxy", "-db", "-f", file.toString());
    var log = directory.resolve("haproxy.log");
    return new Haproxy(ChildProcess.start(command, directory, Map.of(), log), port);
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

  /** Its output: warnings about the configuration, and one line per request. */
  String printed() {
    return process.printed();
  }

  @Override
  public void close() {
    process.close();
  }
}

package org.registrationapi.ha;

import static org.registrationapi.ha.Texts.replaced;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.registrationapi.kit.ChildProcess;
import org.registrationapi.kit.Ports;

/** Debian's PgBouncer, configured as OPERATIONS.md shows it, but with other addresses. */
record PgBouncer(ChildProcess process, String url) implements AutoCloseable {
  private static final Pattern LOGIN = Pattern.compile("user=([^&]+)&password=([^&]+)");

  /**
   * Starts it.
   *
   * @param database the JDBC URL, with user and password, of the database behind it
   */
  static PgBouncer start(Path directory, String database) throws IOException {
    var login = LOGIN.matcher(database);
    if (!login.find()) throw new AssertionError("no login in " + database);
    var users = directory.resolve("userlist.txt");
    Files.writeString(users, "\"%s\" \"%s\"\n".formatted(login.group(1), login.group(2)));
    var port = Ports.reserve();
    var file = directory.resolve("pgbouncer.ini");
    var server = URI.create(database.substring("jdbc:".length()));
    Files.writeString(file, configuration(port, server, users));
    var log = directory.resolve("pgbouncer.log");
    var process = ChildProcess.start(command(file), directory, Map.of(), log);
    process.await(() -> process.printed().contains("process up"));
    return new PgBouncer(
        process,
        "jdbc:postgresql://127.0.0.1:%d/REG_API?prepareThreshold=0&%s"
            .formatted(port, login.group()));
  }

  /** It refuses to run as root. In a separate user namespace it does not notice. */
  private static List<String> command(Path file) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) command.addAll(List.of("unshare", "-U"));
    command.addAll(List.of("pgbouncer", file.toString()));
    return command;
  }

  private static String configuration(int port, URI server, Path users) throws IOException {
    var page = Files.readString(Path.of(".github/OPERATIONS.md"));
    var begin = page.indexOf("```ini\n[databases]") + "```ini\n".length();
    var documented = page.substring(begin, page.indexOf("```", begin));
    var behind =
        "host=%s port=%d dbname=%s"
            .formatted(server.getHost(), server.getPort(), server.getPath().substring(1));
    var addressed = replaced(documented, "host=\\S+ port=\\S+", behind);
    var listening = replaced(addressed, "listen_port = .*", "listen_port = " + port);
    return replaced(listening, "auth_file = .*", "auth_file = " + users) + "unix_socket_dir =\n";
  }

  String printed() {
    return process.printed();
  }

  @Override
  public void close() {
    process.close();
  }
}

package org.registrationapi.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.registrationapi.secrets.OwnerOnly;
import org.registrationapi.secrets.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL on this machine with its own files. It listens on loopback only, without a socket
 * file, and one role can sign in, with a password. It outlives this process unless it is closed.
 */
public final class LocalPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final int STARTS = 5;
  private static final String LIMIT_SECONDS = "120"; // recovery after a crash can take long
  private static final String PORT_TAKEN = "could not create any TCP/IP sockets";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "timezone", "UTC",
          "lc_messages", "C",
          "log_min_messages", "fatal"); // errors quote what was sent

  private final PostgresCommand command;
  private final Path files;
  private final String user;
  private final Secret password;
  private final int port;

  private LocalPostgres(ClusterFiles cluster, int port) throws IOException {
    this.command = cluster.command();
    this.files = cluster.directory();
    this.user = cluster.role();
    this.password = cluster.prepare();
    this.port = port;
  }

  /**
   * Starts it on a free port, and creates its files if there are none. The superuser signs in.
   *
   * @param programs where pg_ctl is
   * @param files the data directory; the log and the password are beside it
   * @param settings of postgresql.conf, their values without blanks and quotes
   * @throws IOException if it does not start, with PostgreSQL's reason
   */
  public static LocalPostgres start(Path programs, Path files, Map<String, String> settings)
      throws IOException {
    return start(cluster(programs, files, ClusterFiles.SUPERUSER), settings);
  }

  /** Starts it on this port, otherwise as above. */
  public static LocalPostgres start(
      Path programs, Path files, Map<String, String> settings, int port) throws IOException {
    return start(cluster(programs, files, ClusterFiles.SUPERUSER), settings, port);
  }

  /** Starts it as above, but the owner of the default database signs in, not the superuser. */
  public static LocalPostgres startForOwner(Path programs, Path files, String owner)
      throws IOException {
    return start(cluster(programs, files, owner), Map.of());
  }

  private static ClusterFiles cluster(Path programs, Path files, String role) {
    var directory = files.toAbsolutePath();
    var log = directory.resolveSibling(directory.getFileName() + ".log");
    return new ClusterFiles(new PostgresCommand(programs, log), directory, role);
  }

  /**
   * PostgreSQL cannot choose a port itself, and a free port may be taken a moment later; then
   * another port is tried.
   */
  private static LocalPostgres start(ClusterFiles cluster, Map<String, String> settings)
      throws IOException {
    for (int i = 1; i < STARTS; i++) {
      try {
        return start(cluster, settings, freePort());
      } catch (PortTakenException e) {
        LOG.debug("PostgreSQL is started on another port", e);
      }
    }
    return start(cluster, settings, freePort());
  }

  private static LocalPostgres start(ClusterFiles cluster, Map<String, String> settings, int port)
      throws IOException {
    var log = cluster.command().log();
    Files.deleteIfExists(log);
    Files.createFile(log, OwnerOnly.file());
    var postgres = new LocalPostgres(cluster, port);
    postgres.launch(settings);
    return postgres;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
      super(message);
    }
  }

  private void launch(Map<String, String> settings) throws IOException {
    var all = new TreeMap<>(SETTINGS);
    all.putAll(settings);
    var options = new StringBuilder("-p " + port);
    all.forEach((name, value) -> options.append(" -c " + name + "=" + value));
    var arguments = List.of("-o", options.toString(), "-l", command.log().toString());
    if (control("start", arguments) == 0) return;
    var printed = command.printed();
    if (printed.contains(PORT_TAKEN)) throw new PortTakenException(printed);
    throw new IOException(printed);
  }

  private int control(String action, List<String> more) throws IOException {
    var arguments = new ArrayList<>(List.of(action, "-D", files.toString()));
    arguments.addAll(List.of("-w", "-t", LIMIT_SECONDS));
    arguments.addAll(more);
    return command.run("pg_ctl", arguments);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The role that can sign in. */
  public String user() {
    return user;
  }

  /** Its password. */
  public Secret password() {
    return password;
  }

  /** The JDBC URL of one of its databases. */
  public String url(String database) {
    return url(port, database);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Ends its sessions and stops it; waits until it is gone. */
  @Override
  public void close() {
    if (!Files.exists(files.resolve("postmaster.pid"))) return;
    try {
      if (control("stop", List.of("-m", "fast")) != 0)
        LOG.warn("PostgreSQL in {} did not stop: {}", files, command.printed());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop PostgreSQL in " + files, e);
    }
  }
}

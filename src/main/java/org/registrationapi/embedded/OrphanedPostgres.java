package org.registrationapi.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a killed process left behind, or a start that failed or was cut off. A new
 * PostgreSQL refuses to start beside it, or waits in vain if the number in {@code postmaster.pid}
 * belongs to another process by now.
 */
public final class OrphanedPostgres {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
  private static final int STOP_SECONDS = 20;

  /** pg_ctl and initdb start PostgreSQL, also while they are stopped themselves. */
  private static final int ROUNDS = 10;

  private static final Path PROCESSES = Path.of("/proc");

  private static final String SERVER = "postgres";
  private static final Set<String> TOOLS = Set.of("pg_ctl", "initdb", "unshare");

  /** The tools start the server through one. */
  private static final Set<String> SHELLS = Set.of("sh", "dash", "bash");

  private final Path files;
  private final List<Path> directories;

  public OrphanedPostgres(Path files) {
    this.files = files.toAbsolutePath();
    this.directories = List.of(this.files, ClusterFiles.unfinished(this.files));
  }

  /**
   * Stops it if it is running, so that a new one can start. The caller holds the lock on the data
   * directory.
   *
   * @throws IOException if it cannot be stopped
   */
  public void stop() throws IOException {
    for (int round = 1; ; round++) {
      var running = running();
      if (running.isEmpty()) break;
      if (round > ROUNDS)
        throw new IOException("cannot stop the PostgreSQL of an earlier run, process " + running);
      LOG.warn("stopping the PostgreSQL (process {}) that an earlier run left behind", running);
      for (var process : running) ProcessHandle.of(process).ifPresent(OrphanedPostgres::terminate);
    }
    Files.deleteIfExists(pidFile());
  }

  private Path pidFile() {
    return files.resolve("postmaster.pid");
  }

  /** The numbers of its processes, without those that one of them started. */
  private Set<Long> running() throws IOException {
    var all = found().collect(Collectors.toMap(ProcessHandle::pid, process -> process));
    return all.values().stream()
        .filter(
            process -> process.parent().map(ProcessHandle::pid).filter(all::containsKey).isEmpty())
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /**
   * It is found even before it has written {@code postmaster.pid}. Without /proc that file has to
   * do.
   */
  private Stream<ProcessHandle> found() throws IOException {
    if (Files.exists(PROCESSES.resolve("self/cwd")))
      return ProcessHandle.allProcesses().filter(this::isOnTheseFiles);
    return inPidFile().filter(process -> program(process).startsWith(SERVER));
  }

  private Stream<ProcessHandle> inPidFile() throws IOException {
    if (!Files.exists(pidFile())) return Stream.empty();
    try (var lines = Files.lines(pidFile())) {
      var first = lines.findFirst().map(String::strip).map(Long::valueOf);
      return first.map(Math::abs).flatMap(ProcessHandle::of).stream(); // negative: single-user
    } catch (NumberFormatException e) {
      return Stream.empty(); // the write was interrupted: no server was started
    }
  }

  private static String program(ProcessHandle process) {
    var path = process.info().command().map(Path::of).map(Path::getFileName);
    return path.map(Path::toString).orElse("");
  }

  /** A tool becomes a shell, and that the server, so the arguments may be those of the next one. */
  private boolean isOnTheseFiles(ProcessHandle process) {
    var name = program(process);
    if (!name.equals(SERVER) && !TOOLS.contains(name) && !SHELLS.contains(name)) return false;
    if (name.equals(SERVER) && worksThere(process)) return true;
    var arguments = List.of(process.info().arguments().orElse(new String[0]));
    return isToldToWorkThere(process, arguments) || arguments.stream().anyMatch(this::isCommand);
  }

  private static Path seenBy(ProcessHandle process) {
    return PROCESSES.resolve(Long.toString(process.pid()));
  }

  private boolean worksThere(ProcessHandle process) {
    return isDirectory(seenBy(process).resolve("cwd"));
  }

  /** By the option -D, as that process sees its files: in a container they are others. */
  private boolean isToldToWorkThere(ProcessHandle process, List<String> arguments) {
    var option = arguments.indexOf("-D");
    if (option < 0 || option + 1 == arguments.size()) return false;
    return isDirectory(Path.of(seenBy(process).resolve("root") + arguments.get(option + 1)));
  }

  private boolean isCommand(String text) {
    return directories.stream()
        .anyMatch(directory -> text.contains("/" + SERVER + "\" -D \"" + directory + "\""));
  }

  private boolean isDirectory(Path path) {
    return directories.stream().anyMatch(directory -> isSame(path, directory));
  }

  private static boolean isSame(Path path, Path directory) {
    try {
      return Files.isSameFile(path, directory);
    } catch (IOException e) {
      return false; // it has ended, or belongs to another user, or there is no such directory
    }
  }

  /**
   * SIGTERM lets it finish its sessions, whose client is dead. After SIGKILL its crash recovery
   * repairs the files.
   */
  private static void terminate(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}

package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A started process and its output.
 *
 * @param output the file that it prints to
 */
public record ChildProcess(Process process, Path output) implements AutoCloseable {
  /**
   * Stops waiting for something that will never happen. It is no limit on how long something may
   * take.
   */
  private static final Duration GIVE_UP = Duration.ofMinutes(5);

  private static final long POLL_MILLISECONDS = 5;

  /**
   * Starts a command.
   *
   * @param directory to run in
   * @param environment the whole environment, except PATH
   * @param output is overwritten
   */
  public static ChildProcess start(
      List<String> command, Path directory, Map<String, String> environment, Path output) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    try {
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      return new ChildProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The output so far. */
  public String printed() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for a condition.
   *
   * @throws IllegalStateException with the output, if the process ends before
   */
  public void await(BooleanSupplier condition) {
    var begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (!isAlive() || System.nanoTime() - begin > GIVE_UP.toNanos())
        throw new IllegalStateException("the expected output did not come: " + printed());
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGTERM, and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL, and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() {
    try {
      if (process.waitFor(GIVE_UP.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue();
      process.destroyForcibly();
      throw new IllegalStateException("the process does not end: " + printed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGTERM, and waits for the end. */
  @Override
  public void close() {
    terminate();
    exitCode();
  }
}

package org.registrationapi.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reserves ports that stay free until they are used, and between uses. The system does not assign
 * them by itself, and the process that has reserved a port holds a lock on it.
 */
public final class Ports {
  /** Linux, macOS and Windows assign ports from 32768 on by default. */
  private static final int FIRST = 20_000;

  private static final int END = 32_000;
  private static final Path LOCKS =
      Path.of(System.getProperty("java.io.tmpdir"), "registration-api-ports");

  /** Each keeps its file open, and thus the lock, until this process ends. */
  private static final List<FileLock> RESERVED = new ArrayList<>();

  private Ports() {}

  /** Reserves a port of loopback for as long as this process lives. */
  public static synchronized int reserve() {
    var offset = ThreadLocalRandom.current().nextInt(END - FIRST);
    for (int i = 0; i < END - FIRST; i++) {
      var port = FIRST + (offset + i) % (END - FIRST);
      if (isFree(port) && isLocked(port)) return port;
    }
    throw new IllegalStateException("no port is free");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // a program is configured to listen there
    }
  }

  private static boolean isLocked(int port) {
    try {
      Files.createDirectories(LOCKS);
      var file = LOCKS.resolve(Integer.toString(port));
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) channel.close(); // another process has it
      else RESERVED.add(lock);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process has it already
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

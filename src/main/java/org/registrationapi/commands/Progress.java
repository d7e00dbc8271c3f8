package org.registrationapi.commands;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/**
 * A bar on a terminal that shows how much of a long work is done.
 *
 * @param isTerminal otherwise nothing is printed
 */
record Progress(PrintStream err, boolean isTerminal) {
  private static final int WIDTH = 30;
  private static final int ALL = 100; // percent

  /**
   * Shows the bar of one work until this is closed.
   *
   * @param total the number of steps, as far as known before
   */
  Bar start(String work, long total) {
    return new Bar(work, total);
  }

  /** A bar; it gets the number of steps done since the last time. */
  final class Bar implements IntConsumer, AutoCloseable {
    private final String work;
    private final long total;
    private long done;

    private Bar(String work, long total) {
      this.work = work;
      this.total = total;
      print();
    }

    /** The number of steps that are done. */
    long done() {
      return done;
    }

    @Override
    public void accept(int steps) {
      done += steps;
      print();
    }

    /** More may be done than was counted before, because time passes. */
    private void print() {
      if (!isTerminal) return;
      var percent = total == 0 ? ALL : (int) Math.min(ALL, done * ALL / total);
      var filled = percent * WIDTH / ALL;
      var bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
      err.print("\r[" + bar + "] " + percent + " %  " + work + "  " + done);
      err.flush();
    }

    @Override
    public void close() {
      if (isTerminal) err.println();
    }
  }
}

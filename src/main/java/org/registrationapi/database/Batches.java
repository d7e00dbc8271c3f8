package org.registrationapi.database;

import java.util.function.IntConsumer;
import java.util.function.ToIntBiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Works on many rows in batches, one transaction each, so that no transaction takes long. */
public final class Batches {
  /** Rows. */
  private static final int SIZE = 10_000;

  private Batches() {}

  /**
   * Repeats the work until a batch is not full. A statement may take 20 s, see {@link
   * Timeouts#allowLongStatements}.
   *
   * @param work processes up to the given number of rows, and returns how many it processed
   */
  public static void finish(Jdbi jdbi, ToIntBiFunction<Handle, Integer> work) {
    finish(jdbi, work, rows -> {});
  }

  /**
   * The same.
   *
   * @param processed gets the number of rows of each batch
   */
  public static void finish(
      Jdbi jdbi, ToIntBiFunction<Handle, Integer> work, IntConsumer processed) {
    int rows;
    do {
      rows = jdbi.inTransaction(tx -> batch(tx, work));
      processed.accept(rows);
    } while (rows == SIZE); // there may be more
  }

  private static int batch(Handle tx, ToIntBiFunction<Handle, Integer> work) {
    Timeouts.allowLongStatements(tx);
    return work.applyAsInt(tx, SIZE);
  }
}

package org.registrationapi.database;

import java.util.function.ToIntBiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Work on any number of rows, a load of them in each transaction, so that none takes long. */
public final class Loads {
  /** Rows. */
  private static final int SIZE = 10_000;

  private Loads() {}

  /**
   * Works until less than a full load is left. A statement may take 20 s, see {@link
   * Timeouts#patient}.
   *
   * @param work does as many rows as it is told at the most, and says how many it were
   */
  public static void finish(Jdbi jdbi, ToIntBiFunction<Handle, Integer> work) {
    while (jdbi.inTransaction(tx -> load(tx, work)) == SIZE) {
      // there may be more
    }
  }

  private static int load(Handle tx, ToIntBiFunction<Handle, Integer> work) {
    Timeouts.patient(tx);
    return work.applyAsInt(tx, SIZE);
  }
}

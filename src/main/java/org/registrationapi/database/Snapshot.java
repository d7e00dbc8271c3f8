package org.registrationapi.database;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads with several statements from one snapshot. */
public final class Snapshot {
  private Snapshot() {}

  /**
   * Reads in one transaction (REPEATABLE READ); its statements write nothing.
   *
   * @param work receives the transaction, before any other statement
   */
  public static <T> T read(Jdbi jdbi, Function<Handle, T> work) {
    return jdbi.inTransaction(
        tx -> {
          tx.attach(SessionDao.class).readOneSnapshot();
          return work.apply(tx);
        });
  }
}

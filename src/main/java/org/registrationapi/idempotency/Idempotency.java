package org.registrationapi.idempotency;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Keeps the first answer to requests with the same Idempotency-Key for 24 hours. Refused requests
 * are not kept. An answer goes with its user.
 */
public final class Idempotency {
  private final Jdbi jdbi;

  public Idempotency(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The answer that the same request got within 24 hours. It runs in no transaction: one that frees
   * an old key and then waits for the key's user could wait for one that deletes the user, and that
   * one for the key.
   *
   * @throws Failure 422 if the key belongs to a request with another body
   */
  public Optional<Answer> find(KeyedRequest request) {
    return jdbi.withExtension(
            IdempotencyDao.class,
            dao -> {
              dao.free(request.serverId(), request.key());
              return dao.find(request.serverId(), request.key());
            })
        .flatMap(kept -> same(kept, request));
  }

  /**
   * Takes a key within a transaction. Of many transactions at once the first takes it; the others
   * wait here for its answer.
   *
   * @return empty: this transaction has taken the key and has to {@link #keep} its answer
   * @throws Failure 422 if the key belongs to a request with another body
   */
  public Optional<Answer> take(Handle tx, KeyedRequest request) {
    var kept =
        tx.attach(IdempotencyDao.class)
            .take(request.serverId(), request.key(), request.fingerprint());
    return same(kept, request);
  }

  /** Keeps the answer under a key that this transaction took. */
  public void keep(Handle tx, KeyedRequest request, Answer answer) {
    tx.attach(IdempotencyDao.class)
        .keep(request.serverId(), request.key(), answer.userId(), answer.text());
  }

  /** Forgets answers that are older than 24 hours. */
  public void tidy() {
    Batches.finish(jdbi, (tx, limit) -> tx.attach(IdempotencyDao.class).forgetOld(limit));
  }

  private static Optional<Answer> same(IdempotencyDao.Kept kept, KeyedRequest request) {
    if (kept.fingerprint().equals(request.fingerprint())) return Optional.ofNullable(kept.answer());
    throw Failure.of(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key belongs to a request with another body; send a new key.");
  }
}

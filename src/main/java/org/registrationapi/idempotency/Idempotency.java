package org.registrationapi.idempotency;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Stores the first response to requests with the same Idempotency-Key for 24 hours. Responses to
 * refused requests are not stored. A response is deleted with its user, except with strict privacy:
 * there it belongs to no user, because a key that is free again would tell that its user was
 * replaced, and thus was not activated.
 */
public final class Idempotency {
  private final Jdbi jdbi;

  public Idempotency(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The response that the same request got within 24 hours. It runs in no transaction, to prevent a
   * deadlock: a transaction that frees an old key and then waits for the key's user could wait for
   * one that deletes the user, which waits for the key.
   *
   * @throws Failure 422 if the key belongs to a request with another body
   */
  public Optional<StoredAnswer> find(KeyedRequest request) {
    return jdbi.withExtension(
            IdempotencyDao.class,
            dao -> {
              dao.free(request.serverId(), request.key());
              return dao.find(request.serverId(), request.key());
            })
        .flatMap(kept -> same(kept, request));
  }

  /**
   * Takes a key within a transaction. Of several concurrent transactions the first takes it; the
   * others wait here for its response.
   *
   * @return the stored response; empty if this transaction has taken the key and has to {@link
   *     #storeAnswer} its response
   * @throws Failure 422 if the key belongs to a request with another body
   */
  public Optional<StoredAnswer> takeKey(Handle tx, KeyedRequest request) {
    var kept =
        tx.attach(IdempotencyDao.class)
            .take(request.serverId(), request.key(), request.fingerprint());
    return same(kept, request);
  }

  /** Stores the response under a key that this transaction took. */
  public void storeAnswer(Handle tx, KeyedRequest request, StoredAnswer answer) {
    tx.attach(IdempotencyDao.class)
        .storeAnswer(request.serverId(), request.key(), answer.userId(), answer.text());
  }

  /** Deletes responses that are older than 24 hours. */
  public void tidy() {
    Batches.finish(jdbi, (tx, limit) -> tx.attach(IdempotencyDao.class).forgetOld(limit));
  }

  private static Optional<StoredAnswer> same(IdempotencyDao.Kept kept, KeyedRequest request) {
    if (request.hasFingerprint(kept.fingerprint())) return Optional.ofNullable(kept.answer());
    throw Failure.of(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key was used for a request with another body; send a new key.");
  }
}

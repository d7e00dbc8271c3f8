package org.registrationapi.registration;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Loads;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Registers once for however many requests with the same Idempotency-Key, and gives all of them the
 * first one's answer.
 */
public final class IdempotencyService {
  private final Jdbi jdbi;
  private final RegistrationService registration;

  public IdempotencyService(Jdbi jdbi, RegistrationService registration) {
    this.jdbi = jdbi;
    this.registration = registration;
  }

  /**
   * Registers as {@link RegistrationService#register} does; or, if the same request under the same
   * key has done so within 24 hours, changes nothing and gives the answer of then. What was refused
   * is not remembered, nor what was answered about a user that is gone.
   *
   * @param keyed empty: every request is another one
   * @param writer what the answer looks like on the wire
   * @throws Failure 422 if the key belongs to a request with another body, else as there
   */
  Answer register(
      Requester requester,
      NewUser request,
      Optional<KeyedRequest> keyed,
      Function<Registered, String> writer) {
    if (keyed.isEmpty()) return answer(registration.register(requester, request), writer);
    var first = find(keyed.get());
    if (first.isPresent()) return first.get();
    try {
      return registration.register(
          requester,
          request,
          (tx, work) -> once(tx, keyed.get(), () -> answer(work.get(), writer)));
    } catch (Failure refused) {
      // perhaps for what the same request did meanwhile: it used up the allowance, say
      return find(keyed.get()).orElseThrow(() -> refused);
    }
  }

  private static Answer answer(Registered registered, Function<Registered, String> writer) {
    return new Answer(registered.user().id(), writer.apply(registered));
  }

  /**
   * What was answered within 24 hours. In no transaction: one that frees an old key and then waits
   * for the key's user could do so in a circle with one that deletes the user.
   */
  private Optional<Answer> find(KeyedRequest request) {
    return jdbi.withExtension(
            IdempotencyDao.class,
            dao -> {
              dao.free(request.serverId(), request.key());
              return dao.find(request.serverId(), request.key());
            })
        .flatMap(kept -> same(kept, request));
  }

  /** Of many transactions at once the first takes the key; the others wait here for its answer. */
  private static Answer once(Handle tx, KeyedRequest request, Supplier<Answer> work) {
    var dao = tx.attach(IdempotencyDao.class);
    var kept = dao.take(request.serverId(), request.key(), request.fingerprint());
    var first = same(kept, request);
    if (first.isPresent()) return first.get();
    var answer = work.get();
    dao.keep(request.serverId(), request.key(), answer.userId(), answer.text());
    return answer;
  }

  /** Forgets what was answered more than 24 hours ago. */
  public static void tidy(Jdbi jdbi) {
    Loads.finish(jdbi, (tx, limit) -> tx.attach(IdempotencyDao.class).forgetOld(limit));
  }

  private static Optional<Answer> same(IdempotencyDao.Kept kept, KeyedRequest request) {
    if (kept.fingerprint().equals(request.fingerprint())) return kept.answer();
    throw Failure.of(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key belongs to a request with another body; send a new key.");
  }
}

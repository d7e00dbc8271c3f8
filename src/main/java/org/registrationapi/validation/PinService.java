package org.registrationapi.validation;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.keys.Caller;
import org.registrationapi.limits.Guess;
import org.registrationapi.limits.GuessLimits;
import org.registrationapi.limits.Guesser;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.users.UserService;
import org.registrationapi.validation.ValidationDao.PinTry;

/** Activates users by their PIN, and limits the tries. */
public final class PinService {
  private final Jdbi jdbi;
  private final LinkSecrets secrets;
  private final GuessLimits limits;

  public PinService(Jdbi jdbi, LinkSecrets secrets, GuessLimits limits) {
    this.jdbi = jdbi;
    this.secrets = secrets;
    this.limits = limits;
  }

  /**
   * Activates a user by PIN. Without the registration's id it works only while the address was
   * registered once: the newest PIN may belong to another person's registration, with another
   * password. With strict privacy every PIN that does not activate gets the response for a wrong
   * one. The right PIN of an activated user changes nothing: while it works the answer is the same
   * again, and later it is told that there is nothing left to do.
   *
   * @throws Failure 404 if there is no such user, 409 if the PIN no longer works and its user is
   *     activated, 410 if the PIN has expired or had too many wrong tries or the registration was
   *     replaced, 422 if it is wrong or needs an id, 429 after too many wrong PINs for that address
   *     or from that client
   */
  User activate(Caller caller, Optional<String> client, PinRequest request) {
    var serverId = caller.serverId();
    var entered = EnteredPin.of(request);
    var from = client.or(entered::client);
    var attempt =
        caller.isStrict() ? strictTry(serverId, from, entered) : openTry(serverId, from, entered);
    var link = new LinkId(serverId, attempt.pin().validationId());
    if (!secrets.isPin(link, entered.pin()))
      throw caller.isStrict() ? wrongPin() : wrongPin(attempt.pin().number());
    var isDone = jdbi.inTransaction(tx -> activate(tx, link, attempt, entered));
    var user =
        jdbi.withExtension(UserDetailsDao.class, dao -> dao.findById(serverId, attempt.userId()))
            .filter(User::isActivated)
            .orElseThrow(UserService::notFound); // deleted or replaced meanwhile
    if (!isDone && !isAlive(link, entered)) throw alreadyActivated();
    return user;
  }

  private boolean activate(Handle tx, LinkId link, Attempt attempt, EnteredPin entered) {
    attempt.guess().ifPresent(guess -> guess.giveBack(tx));
    limits.pin().forget(tx, link.serverId(), entered.email().key());
    return Activation.activate(tx, link);
  }

  private boolean isAlive(LinkId link, EnteredPin entered) {
    return jdbi.withExtension(
        ValidationDao.class,
        dao -> dao.isPinAlive(link.serverId(), link.id(), entered.id().isPresent()));
  }

  /**
   * A counted try, whose PIN may now be checked.
   *
   * @param guess of the client, if it is known
   */
  private record Attempt(UUID userId, PinTry pin, Optional<Guess> guess) {}

  /** A try counts for its PIN and for the address, or for neither if the PIN no longer works. */
  private Attempt openTry(long serverId, Optional<String> client, EnteredPin entered) {
    var emailKey = entered.email().key();
    var withId = entered.id().isPresent();
    var user =
        jdbi.withExtension(UserDetailsDao.class, dao -> dao.findByEmail(serverId, emailKey))
            .orElseThrow(UserService::notFound);
    if (!entered.isAbout(user)) throw replaced();
    return jdbi.inTransaction(
        tx -> {
          var guess = count(tx, serverId, client, entered);
          return tx.attach(ValidationDao.class)
              .takePinTry(serverId, user.id(), withId, limits.triesPerPin())
              .map(pin -> new Attempt(user.id(), pin, guess))
              .orElseThrow(() -> deadPin(tx, serverId, user, withId));
        });
  }

  /**
   * A try always counts for the address, even if no user has it. The statements are the same for
   * every address, so that the time taken reveals nothing.
   */
  private Attempt strictTry(long serverId, Optional<String> client, EnteredPin entered) {
    var emailKey = entered.email().key();
    var id = entered.id().orElse(null);
    return jdbi.inTransaction(
            tx -> {
              var guess = count(tx, serverId, client, entered);
              return tx.attach(ValidationDao.class)
                  .takePinTryOf(serverId, emailKey, id != null, id, limits.triesPerPin())
                  .map(taken -> new Attempt(taken.userId(), taken.pin(), guess));
            })
        .orElseThrow(PinService::wrongPin); // after the commit, which counts the try
  }

  /**
   * Counts the try. A stranger does not know the registration's id, so tries with it are counted
   * apart; with a wrong id no PIN is checked.
   */
  private Optional<Guess> count(
      Handle tx, long serverId, Optional<String> client, EnteredPin entered) {
    var guess = client.map(network -> limits.client().take(tx, serverId, network));
    var id = entered.id().map(UUID::toString);
    limits
        .pin()
        .take(
            tx, serverId, entered.email().key(), new Guesser(id.or(() -> client), id.isPresent()));
    return guess;
  }

  private static Failure replaced() {
    return Failure.of(
        ErrorCode.REGISTRATION_REPLACED,
        "This id is not that of the newest registration of this address. Register again.");
  }

  private Failure deadPin(Handle tx, long serverId, User user, boolean withId) {
    if (!withId && tx.attach(ActivationDao.class).replacedAnother(serverId, user.id()))
      return Failure.invalid(
          "id",
          FieldCode.REQUIRED,
          "is required, because this address was registered more than once: send the id from the answer to the registration");
    var usedUp =
        tx.attach(ValidationDao.class)
            .isPinUsedUp(serverId, user.id(), withId, limits.triesPerPin());
    var code = usedUp ? ErrorCode.PIN_USED_UP : ErrorCode.PIN_EXPIRED;
    var why = usedUp ? "This PIN had too many wrong tries. " : "This PIN has expired. ";
    return Failure.of(code, why + instead(user, usedUp));
  }

  /** The caller may read the user, so it may be told that there is nothing left to do. */
  private static String instead(User user, boolean usedUp) {
    if (user.isActivated()) return "Its user is activated already.";
    return usedUp
        ? "The link still works, or send a new mail."
        : "The link may still work, or send a new mail.";
  }

  private static Failure alreadyActivated() {
    return Failure.of(
        ErrorCode.ALREADY_ACTIVATED, "The PIN is right, and this user is activated already.");
  }

  private static Failure wrongPin() {
    return Failure.invalid(
        "pin_code",
        FieldCode.WRONG_PIN,
        "is not the PIN in the newest mail to this address, or has expired, or needs the id of its registration");
  }

  private Failure wrongPin(int number) {
    var triesLeft = limits.triesPerPin() - number;
    var left = triesLeft == 1 ? "1 try is left" : triesLeft + " tries are left";
    return Failure.invalid(
        "pin_code", FieldCode.WRONG_PIN, "is not the PIN in the newest mail; " + left);
  }
}

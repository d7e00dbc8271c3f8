package org.registrationapi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.keys.Caller;
import org.registrationapi.limits.Guess;
import org.registrationapi.limits.GuessLimits;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailDao;
import org.registrationapi.secrets.LinkId;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.users.UserService;
import org.registrationapi.validation.ValidationDao.PinTry;

/** Activates users by their link or PIN. */
public final class ValidationService {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{4,8}");

  private final Jdbi jdbi;
  private final LinkSecrets secrets;
  private final LinkService links;
  private final GuessLimits limits;

  public ValidationService(Jdbi jdbi, LinkSecrets secrets, LinkService links, GuessLimits limits) {
    this.jdbi = jdbi;
    this.secrets = secrets;
    this.links = links;
    this.limits = limits;
  }

  /** Returns the state of a link. It changes nothing. */
  LinkState stateOf(String token) {
    return links.stateOf(LinkPurpose.VALIDATION, token);
  }

  /** Activates the user of a live link; following it again changes nothing. */
  LinkState activate(String token) {
    links
        .read(LinkPurpose.VALIDATION, token)
        .ifPresent(link -> jdbi.useTransaction(tx -> Activation.activate(tx, link)));
    return stateOf(token);
  }

  /**
   * Removes the pending user of a link, for the owner of an address who did not register. An
   * expired link works too.
   */
  LinkState reject(String token) {
    var before = stateOf(token);
    if (before.kind() != Kind.PENDING && before.kind() != Kind.EXPIRED) return before;
    var link = links.read(LinkPurpose.VALIDATION, token).orElseThrow();
    return jdbi.inTransaction(tx -> reject(tx, link)) ? before.now(Kind.REJECTED) : stateOf(token);
  }

  private static boolean reject(Handle tx, LinkId link) {
    var serverId = link.serverId();
    var user = tx.attach(ActivationDao.class).deletePendingOf(serverId, link.id());
    if (user.isEmpty()) return false;
    tx.attach(MailDao.class).deleteOf(serverId, user.get());
    tx.attach(EventDao.class).insert(Event.of(EventKind.REJECTED, serverId, user.get()));
    return true;
  }

  /**
   * Activates a user by PIN. With strict privacy every PIN that does not activate gets the response
   * for a wrong one.
   *
   * @throws Failure 404 if there is no such user, 410 if the PIN has expired or had too many wrong
   *     tries, 422 if it is wrong, 429 after too many wrong PINs for that address or from that
   *     client
   */
  User activateByPin(Caller caller, Optional<String> client, PinRequest request) {
    var serverId = caller.serverId();
    var email = checked(request);
    var attempt =
        caller.isStrict()
            ? strictTry(serverId, client, email.key())
            : openTry(serverId, client, email.key());
    var link = new LinkId(serverId, attempt.pin().validationId());
    if (!secrets.isPin(link, request.pinCode()))
      throw caller.isStrict() ? wrongPin() : wrongPin(attempt.pin().number());
    jdbi.useTransaction(
        tx -> {
          Activation.activate(tx, link);
          attempt.guesses().forEach(guess -> guess.giveBack(tx));
          limits.pin().forget(tx, serverId, email.key());
        });
    return jdbi.withExtension(UserDetailsDao.class, dao -> dao.findById(serverId, attempt.userId()))
        .filter(User::isActivated)
        .orElseThrow(UserService::notFound); // deleted or replaced meanwhile
  }

  /** A counted try, whose PIN may now be checked. */
  private record Attempt(UUID userId, PinTry pin, List<Guess> guesses) {}

  /** A try counts for its PIN and for the address, or for neither if the PIN no longer works. */
  private Attempt openTry(long serverId, Optional<String> client, String emailKey) {
    var user =
        jdbi.withExtension(UserDetailsDao.class, dao -> dao.findByEmail(serverId, emailKey))
            .orElseThrow(UserService::notFound);
    return jdbi.inTransaction(
        tx -> {
          var guesses = count(tx, serverId, client, emailKey);
          return tx.attach(ValidationDao.class)
              .takePinTry(serverId, user.id(), limits.triesPerPin())
              .map(pin -> new Attempt(user.id(), pin, guesses))
              .orElseThrow(() -> deadPin(tx, serverId, user));
        });
  }

  /**
   * A try always counts for the address, even if no user has it. The statements are the same for
   * every address, so that the time taken reveals nothing.
   */
  private Attempt strictTry(long serverId, Optional<String> client, String emailKey) {
    return jdbi.inTransaction(
            tx -> {
              var guesses = count(tx, serverId, client, emailKey);
              return tx.attach(ValidationDao.class)
                  .takePinTryOf(serverId, emailKey, limits.triesPerPin())
                  .map(taken -> new Attempt(taken.userId(), taken.pin(), guesses));
            })
        .orElseThrow(ValidationService::wrongPin); // after the commit, which counts the try
  }

  private List<Guess> count(Handle tx, long serverId, Optional<String> client, String emailKey) {
    var guesses = new ArrayList<Guess>();
    client.ifPresent(network -> guesses.add(limits.client().take(tx, serverId, network)));
    guesses.add(limits.pin().take(tx, serverId, emailKey));
    return guesses;
  }

  private static EmailAddress checked(PinRequest request) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", request.email());
    if (checks.required("pin_code", request.pinCode())
        && !DIGITS.matcher(request.pinCode()).matches())
      checks.add("pin_code", "invalid_pin", "must be the digits from the mail");
    checks.done();
    return email;
  }

  private Failure deadPin(Handle tx, long serverId, User user) {
    var usedUp =
        tx.attach(ValidationDao.class).isPinUsedUp(serverId, user.id(), limits.triesPerPin());
    return usedUp
        ? Failure.of(
            ErrorCode.PIN_USED_UP,
            "This PIN had too many wrong tries. The link still works, or send a new mail.")
        : Failure.of(
            ErrorCode.PIN_EXPIRED,
            "This PIN has expired. The link may still work, or send a new mail.");
  }

  private static Failure wrongPin() {
    return Failure.invalid(
        "pin_code",
        "wrong_pin",
        "is not the PIN in the newest mail to this address, or has expired");
  }

  private Failure wrongPin(int number) {
    var triesLeft = limits.triesPerPin() - number;
    var left = triesLeft == 1 ? "1 try is left" : triesLeft + " tries are left";
    return Failure.invalid("pin_code", "wrong_pin", "is not the PIN in the newest mail; " + left);
  }
}

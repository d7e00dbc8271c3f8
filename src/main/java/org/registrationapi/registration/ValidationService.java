package org.registrationapi.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.SharedStatement;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldChecks;
import org.registrationapi.mail.EmailAddress;
import org.registrationapi.passwords.Guess;
import org.registrationapi.passwords.GuessLimits;
import org.registrationapi.registration.LinkState.Kind;
import org.registrationapi.registration.ValidationDao.PinTry;
import org.registrationapi.secrets.LinkId;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.users.User;
import org.registrationapi.users.UserFindDao;
import org.registrationapi.users.UserService;

/** Activates users by their link or PIN. */
public final class ValidationService {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{4,8}");

  private final Jdbi jdbi;
  private final LinkSecrets secrets;
  private final LinkService links;
  private final GuessLimits limits;
  private final SharedStatement<LinkId, Optional<Validation>> activations =
      new SharedStatement<>(LinkId::serverId, LinkId::id, this::activate);

  public ValidationService(Jdbi jdbi, LinkSecrets secrets, LinkService links, GuessLimits limits) {
    this.jdbi = jdbi;
    this.secrets = secrets;
    this.links = links;
    this.limits = limits;
  }

  /** What a link stands for. It changes nothing. */
  LinkState look(String token) {
    return links.look(LinkPurpose.VALIDATION, token);
  }

  /** Activates the user of a link, if the link is alive; however often, and whoever comes first. */
  LinkState activate(String token) {
    var link = links.read(LinkPurpose.VALIDATION, token);
    if (link.isEmpty()) return look(token);
    var validation = activations.run(link.get());
    var state = links.state(LinkPurpose.VALIDATION, link.get(), validation);
    // still pending: somebody else did something about it at this very moment
    return state.kind() == Kind.PENDING ? look(token) : state;
  }

  private List<Optional<Validation>> activate(List<LinkId> sameServer) {
    var ids = sameServer.stream().map(LinkId::id).toList();
    var serverId = sameServer.get(0).serverId();
    var found = jdbi.withHandle(handle -> new LinkDao(handle).activate(serverId, ids));
    return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
  }

  /**
   * Removes the pending user of a link, for the owner of an address who never registered. An
   * expired link serves too.
   */
  LinkState reject(String token) {
    var before = look(token);
    if (before.kind() != Kind.PENDING && before.kind() != Kind.EXPIRED) return before;
    var link = links.read(LinkPurpose.VALIDATION, token).orElseThrow();
    var rejected =
        jdbi.withExtension(ValidationDao.class, dao -> dao.reject(link.serverId(), link.id()));
    return rejected ? before.now(Kind.REJECTED) : look(token);
  }

  /**
   * Activates a user by PIN. With strict privacy every PIN that does not activate is merely wrong.
   *
   * @throws Failure 404 if there is no such user, 410 if the PIN is too old or was guessed at too
   *     often, 422 if it is wrong, 429 if too many PINs of that address, or by that client, were
   *     guessed at
   */
  User activateByPin(Requester requester, PinRequest request) {
    var serverId = requester.serverId();
    var email = checked(request);
    var attempt =
        requester.isStrict() ? strictTry(requester, email) : openTry(requester, email.key());
    var link = new LinkId(serverId, attempt.pin().validationId());
    if (!secrets.isPin(link, request.pinCode()))
      throw requester.isStrict() ? wrongPin() : wrongPin(attempt.pin().number());
    jdbi.useHandle(
        h -> {
          new LinkDao(h).activate(serverId, List.of(link.id()));
          attempt.guesses().forEach(guess -> guess.giveBack(h));
          limits.pin().forget(h, serverId, email.key());
        });
    return jdbi.withHandle(handle -> new UserFindDao(handle).findById(serverId, attempt.userId()))
        .filter(User::isActivated)
        .orElseThrow(UserService::notFound); // deleted or replaced at this very moment
  }

  /** A PIN that may be looked at. */
  private record Attempt(UUID userId, PinTry pin, List<Guess> guesses) {}

  /** A try counts for its PIN and for the address, or, if the PIN is dead, for neither. */
  private Attempt openTry(Requester requester, String emailKey) {
    var serverId = requester.serverId();
    var user =
        jdbi.withHandle(handle -> new UserFindDao(handle).findByEmail(serverId, emailKey))
            .orElseThrow(UserService::notFound);
    return jdbi.inTransaction(
        tx -> {
          var guesses = count(tx, requester, emailKey);
          return tx.attach(ValidationDao.class)
              .takePinTry(serverId, user.id(), limits.triesPerPin())
              .map(pin -> new Attempt(user.id(), pin, guesses))
              .orElseThrow(() -> deadPin(tx, serverId, user));
        });
  }

  /** A try counts for the address in any case, as it does for one that nobody has. */
  private Attempt strictTry(Requester requester, EmailAddress email) {
    var serverId = requester.serverId();
    var guesses = jdbi.inTransaction(tx -> count(tx, requester, email.key()));
    return jdbi.withHandle(handle -> new UserFindDao(handle).findByEmail(serverId, email.key()))
        .flatMap(
            user ->
                jdbi.withExtension(
                        ValidationDao.class,
                        dao -> dao.takePinTry(serverId, user.id(), limits.triesPerPin()))
                    .map(pin -> new Attempt(user.id(), pin, guesses)))
        .orElseThrow(ValidationService::wrongPin);
  }

  private List<Guess> count(Handle tx, Requester requester, String emailKey) {
    var guesses = new ArrayList<Guess>();
    requester
        .client()
        .ifPresent(client -> guesses.add(limits.client().take(tx, requester.serverId(), client)));
    guesses.add(limits.pin().take(tx, requester.serverId(), emailKey));
    return guesses;
  }

  private static EmailAddress checked(PinRequest request) {
    var checks = new FieldChecks();
    EmailAddress email = null;
    if (checks.required("email", request.email()))
      email = checks.parsed("email", request.email(), "invalid_email", EmailAddress::parse);
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
            "This PIN was tried too often; the link still works, or send a new mail.")
        : Failure.of(
            ErrorCode.PIN_EXPIRED,
            "This PIN is too old; the link may still work, or send a new mail.");
  }

  private static Failure wrongPin() {
    return Failure.invalid(
        "pin_code",
        "wrong_pin",
        "is not the one in the newest mail to this address, or that is too old");
  }

  private Failure wrongPin(int number) {
    var triesLeft = limits.triesPerPin() - number;
    var left = triesLeft == 1 ? "1 try is left" : triesLeft + " tries are left";
    return Failure.invalid("pin_code", "wrong_pin", "is not the one in the newest mail; " + left);
  }
}

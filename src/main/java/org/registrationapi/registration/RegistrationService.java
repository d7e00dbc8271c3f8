package org.registrationapi.registration;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.registrationapi.database.Violation;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.hashing.PasswordHasher;
import org.registrationapi.idempotency.Idempotency;
import org.registrationapi.idempotency.KeyedRequest;
import org.registrationapi.idempotency.StoredAnswer;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.Ids;
import org.registrationapi.keys.Caller;
import org.registrationapi.limits.GuessLimit;
import org.registrationapi.limits.MailLimits;
import org.registrationapi.mail.MailKind;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.users.AddressDao;
import org.registrationapi.users.UserService;
import org.registrationapi.validation.ValidationDao;

/** Registers users and queues their validation mail. */
public final class RegistrationService {
  private final Jdbi jdbi;
  private final RegistrationChecks checks;
  private final Limits limits;
  private final PasswordHasher hasher;
  private final Idempotency idempotency;
  private final MailSender sender;

  public RegistrationService(
      Jdbi jdbi,
      RegistrationChecks checks,
      Limits limits,
      PasswordHasher hasher,
      Idempotency idempotency,
      MailSender sender) {
    this.jdbi = jdbi;
    this.checks = checks;
    this.limits = limits;
    this.hasher = hasher;
    this.idempotency = idempotency;
    this.sender = sender;
  }

  /**
   * Limits on registrations.
   *
   * @param perAddress mails to one address, all servers together
   * @param perClient registrations by one browser with a publishable key
   */
  public record Limits(MailLimits perAddress, GuessLimit perClient) {}

  /** A checked registration, ready to be stored. */
  private record Ready(Caller caller, AddressDao.PendingUser user, EmailAddress email) {}

  /**
   * The stored registration.
   *
   * @param userId of the new user; null with strict privacy, where the answer tells of no user
   * @param body of the answer
   */
  private record Stored(UUID userId, RegistrationAnswer body) {}

  /**
   * Stores a pending user with a new validation and queues its mail, all or nothing. A pending user
   * of the same address is replaced completely, and its link and PIN no longer work: a link
   * activates only the registration, and the password, that it was mailed for. With strict privacy
   * an activated user stays unchanged and is told by mail; the work and the response are the same.
   *
   * @param client the network of the browser that sent the request; empty if a back end sent it
   * @param key the idempotency key: the same request gets the first response for 24 hours; empty if
   *     every request is new
   * @param json writes the answer's body
   * @throws Failure 422 for the fields or a reused key, 409 if the address belongs to an activated
   *     user of this server and privacy is not strict, 429 if the address was sent too many mails
   *     or the client registered too many users, 503 if too many passwords wait to be hashed
   */
  StoredAnswer register(
      Caller caller,
      Optional<String> client,
      RegistrationRequest request,
      Optional<KeyedRequest> key,
      Function<Object, String> json) {
    var first = key.flatMap(idempotency::find);
    if (first.isPresent()) return first.get();
    try (var slot = hasher.enter()) {
      countClient(caller, client); // a refused registration counts, too
      var checked = checks.check(caller.serverId(), request);
      refuseEarly(caller, checked.email()); // do not hash for a refused request
      var hash = hasher.hash(slot, request.password()); // slow: before the transaction
      var ready = new Ready(caller, pending(caller, request, checked, hash), checked.email());
      var answer = jdbi.inTransaction(tx -> storeUnlessRepeated(tx, key, ready, json));
      sender.wake();
      return answer;
    } catch (Failure refused) {
      // the same request may have succeeded meanwhile, and used up the allowance
      return key.flatMap(idempotency::find).orElseThrow(() -> refused);
    } catch (UnableToExecuteStatementException e) {
      if (Violation.isForeignKey(e)) throw PasswordPolicy.serverIsGone();
      throw e;
    }
  }

  /**
   * Checks the fields of a request, and changes nothing.
   *
   * @throws Failure 422 with all faults
   */
  void check(Caller caller, RegistrationRequest request) {
    checks.check(caller.serverId(), request);
  }

  private void countClient(Caller caller, Optional<String> client) {
    client.ifPresent(
        network -> jdbi.useHandle(h -> limits.perClient().take(h, caller.serverId(), network)));
  }

  private void refuseEarly(Caller caller, EmailAddress email) {
    jdbi.useHandle(
        h -> {
          var serverId = caller.serverId();
          if (!caller.isStrict() && h.attach(AddressDao.class).isActivated(serverId, email.key()))
            throw alreadyRegistered();
          limits.perAddress().check(h, email.mailbox());
        });
  }

  private static AddressDao.PendingUser pending(
      Caller caller, RegistrationRequest request, RegistrationChecks.Checked checked, String hash) {
    var profile = request.profile();
    return new AddressDao.PendingUser(
        caller.serverId(),
        Ids.next(),
        checked.email().address(),
        checked.email().key(),
        hash,
        profile.firstName(),
        profile.lastName(),
        checked.birthDate(),
        profile.locale());
  }

  private StoredAnswer storeUnlessRepeated(
      Handle tx, Optional<KeyedRequest> key, Ready ready, Function<Object, String> json) {
    var first = key.flatMap(keyed -> idempotency.takeKey(tx, keyed));
    if (first.isPresent()) return first.get();
    var stored = store(tx, ready);
    var answer = new StoredAnswer(stored.userId(), json.apply(stored.body()));
    key.ifPresent(keyed -> idempotency.storeAnswer(tx, keyed, answer));
    return answer;
  }

  /**
   * Runs the same number of statements for every address, so that the time taken reveals nothing.
   */
  private Stored store(Handle tx, Ready ready) {
    var user = ready.user();
    var serverId = user.serverId();
    limits
        .perAddress()
        .take(tx, ready.email().mailbox()); // the address is locked first, as everywhere
    var addresses = tx.attach(AddressDao.class);
    var replaced =
        addresses.deletePending(
            serverId, user.emailKey()); // with its validation: on delete cascade
    var timeCreated = addresses.insert(user, replaced.isPresent());
    if (timeCreated.isEmpty()) return refuseOrTellOwner(tx, ready);
    var id = Ids.next(); // of the validation and of the mail that carries it
    tx.attach(ValidationDao.class)
        .replace(serverId, id, user.id(), LinkPurpose.VALIDATION.word(), null, null);
    var outbox = MailOutbox.in(tx);
    var old = replaced.orElse(user.id());
    outbox.cancelQueued(serverId, old, MailKind.VALIDATION);
    outbox.moveToUser(serverId, old, user.id());
    var mail =
        outbox.enqueue(
            serverId, id, user.id(), MailKind.VALIDATION, ready.email().route(), user.locale());
    tx.attach(EventDao.class).insert(Event.of(EventKind.REGISTERED, serverId, user.id()));
    if (ready.caller().isStrict()) return accepted(ready);
    var serverName = ready.caller().serverName();
    return new Stored(
        user.id(), Registered.of(serverName, user, ready.email(), timeCreated.get(), mail));
  }

  /**
   * With strict privacy tells the activated user by mail that its address was registered again.
   *
   * @throws Failure 409 if privacy is not strict
   */
  private static Stored refuseOrTellOwner(Handle tx, Ready ready) {
    if (!ready.caller().isStrict()) throw alreadyRegistered();
    var serverId = ready.user().serverId();
    var owner =
        tx.attach(AddressDao.class)
            .lockActivated(serverId, ready.user().emailKey())
            .orElseThrow(UserService::changedMeanwhile);
    var kind = MailKind.REGISTRATION_ATTEMPT;
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, owner.id(), kind);
    // It moves nothing, but this branch needs as many statements as the other.
    outbox.moveToUser(serverId, ready.user().id(), owner.id());
    var recipient = EmailAddress.parse(owner.email()).route();
    outbox.enqueue(serverId, Ids.next(), owner.id(), kind, recipient, owner.locale());
    tx.attach(EventDao.class)
        .insert(Event.of(EventKind.REGISTRATION_ATTEMPTED, serverId, owner.id()));
    return accepted(ready);
  }

  private static Stored accepted(Ready ready) {
    return new Stored(null, AcceptedRegistration.of(ready.user().id()));
  }

  private static Failure alreadyRegistered() {
    return Failure.of(
        ErrorCode.ALREADY_REGISTERED, "This address belongs to an activated user of this server.");
  }
}

package org.registrationapi.registration;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldChecks;
import org.registrationapi.mail.EmailAddress;
import org.registrationapi.mail.MailDao;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailLimits;
import org.registrationapi.mail.MailSender;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.passwords.GuessLimit;
import org.registrationapi.passwords.HashingGate;
import org.registrationapi.passwords.PasswordHasher;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.registration.RegistrationDao.Draft;
import org.registrationapi.registration.RegistrationDao.Stored;
import org.registrationapi.users.PendingUser;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserFindDao;
import org.registrationapi.users.UserService;
import org.registrationapi.users.UserValidation;

/** Registers users and sends them their validation. */
public final class RegistrationService {
  private final Jdbi jdbi;
  private final RegistrationStatements statements;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final MailSender sender;
  private final MailLimits mailLimits;
  private final GuessLimit clientLimit;
  private final Clock clock;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  /**
   * @param mailLimits of one address
   * @param clientLimit how often one browser may register somebody
   * @param clock tells what day it is, in UTC
   */
  public RegistrationService(
      Jdbi jdbi,
      PasswordPolicy policy,
      PasswordHasher hasher,
      MailSender sender,
      MailLimits mailLimits,
      GuessLimit clientLimit,
      Clock clock) {
    this.jdbi = jdbi;
    this.statements = new RegistrationStatements(jdbi, mailLimits);
    this.policy = policy;
    this.hasher = hasher;
    this.sender = sender;
    this.mailLimits = mailLimits;
    this.clientLimit = clientLimit;
    this.clock = clock;
  }

  /**
   * Stores a pending user with a new validation and queues its mail, all or nothing. A user of that
   * address that is still pending is replaced whole, and its link and PIN are dead: whoever proves
   * the address gets the password of that very registration. With strict privacy an activated user
   * stays as it is, and is told by mail that somebody tried; the work and the outcome are the same.
   *
   * @throws Failure 422 for the fields, 409 if the address belongs to an activated user of this
   *     server and privacy is not strict, 429 if the address was sent too many mails or the client
   *     registered too many, 503 if too many passwords wait to be hashed
   */
  Registered register(Requester requester, NewUser request) {
    return entered(requester, request, this::store);
  }

  /**
   * The same, unless it was done before.
   *
   * @param once runs it in its transaction
   */
  Answer register(Requester requester, NewUser request, Once once) {
    return entered(
        requester,
        request,
        ready -> jdbi.inTransaction(tx -> once.run(tx, () -> replaceOrTell(tx, ready))));
  }

  /** Those who will be turned away have no hash, which would cost as much as one that is needed. */
  private <T> T entered(Requester requester, NewUser request, Function<Ready, T> work) {
    try (var entrance = hasher.enter()) {
      var result = work.apply(ready(entrance, requester, request));
      sender.wake();
      return result;
    } catch (UnableToExecuteStatementException e) {
      if (Violation.isForeignKey(e)) throw PasswordPolicy.serverIsGone();
      throw e;
    }
  }

  /**
   * A registration that only needs to be stored.
   *
   * @param isKnown whether the address was a user's when it was looked at
   */
  private record Ready(
      Requester requester, PendingUser user, EmailAddress email, boolean isKnown) {}

  private Ready ready(HashingGate.Entrance entrance, Requester requester, NewUser request) {
    var serverId = requester.serverId();
    var checks = new FieldChecks();
    EmailAddress email = null;
    if (checks.required("email", request.email()))
      email = checks.parsed("email", request.email(), "invalid_email", EmailAddress::parse);
    var profile = request.profile();
    policy.check(
        checks, request.password(), serverId, email, profile.firstName(), profile.lastName());
    var birthDate = profile.check(checks, LocalDate.now(clock));
    checks.done();
    var isKnown = look(requester, email); // what is cheap to know is known before the costly hash
    var user =
        new PendingUser(
            serverId,
            ids.generate(),
            email.address(),
            email.key(),
            hasher.hash(entrance, request.password()),
            profile.firstName(),
            profile.lastName(),
            birthDate,
            profile.locale());
    return new Ready(requester, user, email, isKnown);
  }

  private boolean look(Requester requester, EmailAddress email) {
    var serverId = requester.serverId();
    requester
        .client()
        .ifPresent(client -> jdbi.useHandle(handle -> clientLimit.take(handle, serverId, client)));
    var sight = statements.look(serverId, email.key());
    if (sight.isActivated() && !requester.isStrict()) throw alreadyRegistered();
    sight
        .secondsUntilAllowed()
        .ifPresent(
            seconds -> {
              throw MailLimits.tooMany(seconds);
            });
    return sight.isKnown();
  }

  /**
   * A new user is one statement. With strict privacy it is as many as any other registration, so
   * that nobody can tell them apart by how long they take.
   */
  private Registered store(Ready ready) {
    if (!ready.isKnown() && !ready.requester().isStrict())
      try {
        return insert(ready);
      } catch (UnableToExecuteStatementException e) {
        if (!Violation.isUnique(e)) throw e; // else somebody registered it at this very moment
      }
    return jdbi.inTransaction(tx -> replaceOrTell(tx, ready));
  }

  private Registered insert(Ready ready) {
    return statements
        .insert(new Draft(ready.user(), ids.generate(), ready.email().route()))
        .map(it -> registered(ready, it))
        .orElseThrow(() -> mailLimits.tooMany(jdbi, ready.email().key()));
  }

  private Registered replaceOrTell(Handle tx, Ready ready) {
    var user = ready.user();
    var email = ready.email();
    mailLimits.take(tx, email.key()); // locked before the user, as everywhere
    var dao = tx.attach(ReplacementDao.class);
    if (dao.replace(user).isEmpty()) {
      if (!ready.requester().isStrict()) throw alreadyRegistered();
      return new Registered(tellOwner(tx, user.serverId(), email), Hints.of(email));
    }
    return dao.queue(user.serverId(), user.id(), ids.generate(), email.route(), user.locale(), true)
        .map(stored -> registered(ready, stored))
        .orElseThrow();
  }

  private static Registered registered(Ready ready, Stored stored) {
    var user = ready.user();
    var time = stored.timeCreated();
    var isQueued = stored.mailStatus().equals(MailStatus.QUEUED.word());
    var validation =
        new UserValidation(
            stored.mailStatus(), null, null, isQueued ? time : null, stored.reason());
    return new Registered(
        new User(
            user.id(),
            ready.requester().serverName(),
            user.email(),
            user.firstName(),
            user.lastName(),
            user.birthDate(),
            user.locale(),
            false,
            time,
            time,
            null,
            validation),
        Hints.of(ready.email()));
  }

  /** Has an activated user know that somebody tried to register with its address. */
  private User tellOwner(Handle tx, long serverId, EmailAddress email) {
    var dao = tx.attach(UserDao.class);
    var owner =
        new UserFindDao(tx)
            .findByEmail(serverId, email.key())
            .orElseThrow(UserService::changedMeanwhile);
    if (!dao.lock(serverId, owner.id())) throw UserService.changedMeanwhile();
    var mails = tx.attach(MailDao.class);
    var kind = MailKind.REGISTRATION_ATTEMPT.word();
    mails.dropQueued(serverId, owner.id(), kind);
    mails.enqueue(
        serverId,
        ids.generate(),
        owner.id(),
        kind,
        EmailAddress.parse(owner.email()).route(),
        owner.locale());
    return owner;
  }

  private static Failure alreadyRegistered() {
    return Failure.of(
        ErrorCode.ALREADY_REGISTERED, "This address belongs to an activated user of this server.");
  }
}

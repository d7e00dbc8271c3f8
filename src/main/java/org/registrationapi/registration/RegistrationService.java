package org.registrationapi.registration;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldChecks;
import org.registrationapi.funnel.FunnelDao;
import org.registrationapi.funnel.Stage;
import org.registrationapi.mail.EmailAddress;
import org.registrationapi.mail.MailAllowanceDao;
import org.registrationapi.mail.MailDao;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailLimits;
import org.registrationapi.mail.MailSender;
import org.registrationapi.passwords.GuessLimit;
import org.registrationapi.passwords.HashingGate;
import org.registrationapi.passwords.PasswordHasher;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.users.PendingUser;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserFindDao;
import org.registrationapi.users.UserService;

/** Registers users and sends them their validation. */
public final class RegistrationService {
  private final Jdbi jdbi;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final UserService users;
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
      UserService users,
      MailSender sender,
      MailLimits mailLimits,
      GuessLimit clientLimit,
      Clock clock) {
    this.jdbi = jdbi;
    this.policy = policy;
    this.hasher = hasher;
    this.users = users;
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
   * @param once runs it in its transaction
   * @throws Failure 422 for the fields, 409 if the address belongs to an activated user of this
   *     server and privacy is not strict, 429 if the address was sent too many mails or the client
   *     registered too many, 503 if too many passwords wait to be hashed
   */
  Answer register(Requester requester, NewUser request, Once once) {
    try (var entrance = hasher.enter()) { // else those who will be turned away cost as much
      return register(entrance, requester, request, once);
    }
  }

  private Answer register(
      HashingGate.Entrance entrance, Requester requester, NewUser request, Once once) {
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
    refuseEarly(requester, email); // what is cheap to know is known before the costly hash
    var hash = hasher.hash(entrance, request.password());
    var pending =
        new PendingUser(
            serverId,
            ids.generate(),
            email.address(),
            email.key(),
            hash,
            profile.firstName(),
            profile.lastName(),
            birthDate,
            profile.locale());
    var address = email;
    var answer =
        jdbi.inTransaction(
            tx -> once.run(tx, () -> store(tx, pending, address, requester.isStrict())));
    sender.wake();
    return answer;
  }

  private void refuseEarly(Requester requester, EmailAddress email) {
    var serverId = requester.serverId();
    jdbi.useHandle(
        handle -> {
          requester.client().ifPresent(client -> clientLimit.take(handle, serverId, client));
          var existing = new UserFindDao(handle).findByEmail(serverId, email.key());
          if (existing.isPresent() && existing.get().isActivated() && !requester.isStrict())
            throw alreadyRegistered();
          var wait =
              handle.attach(MailAllowanceDao.class).secondsUntilAllowed(email.key(), mailLimits);
          if (wait.isPresent()) throw MailLimits.tooMany(wait.get());
        });
  }

  private Registered store(Handle tx, PendingUser pending, EmailAddress email, boolean isStrict) {
    mailLimits.take(tx, email.key()); // locked before the user, as everywhere
    var dao = tx.attach(UserDao.class);
    var replaced = dao.replacePending(pending);
    var answers = tx.attach(IdempotencyDao.class);
    answers.forgetOld();
    if (replaced.isEmpty()) {
      if (!isStrict) throw alreadyRegistered();
      return new Registered(tellOwner(tx, pending.serverId(), email), Hints.of(email));
    }
    var id = replaced.get();
    answers.forget(pending.serverId(), id); // those of the user that was replaced follow the id
    queueValidation(tx, pending.serverId(), id, email.route(), pending.locale());
    var user = new UserFindDao(tx).findById(pending.serverId(), id).orElseThrow();
    count(tx, pending.serverId(), user, true);
    return new Registered(user, Hints.of(email));
  }

  /** Has an activated user know that somebody tried to register with its address. */
  private User tellOwner(Handle tx, long serverId, EmailAddress email) {
    var dao = tx.attach(UserDao.class);
    var owner =
        new UserFindDao(tx)
            .findByEmail(serverId, email.key())
            .orElseThrow(RegistrationService::changedMeanwhile);
    if (!dao.lock(serverId, owner.id())) throw changedMeanwhile();
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

  private static Failure changedMeanwhile() {
    return Failure.later(
        ErrorCode.BUSY,
        "This address was changed by another request at this very moment; try again.",
        Duration.ofSeconds(1));
  }

  /**
   * Makes a new link and PIN for a pending user and queues their mail; the older ones are dead.
   *
   * @param ref an id or an address
   * @throws Failure 404 if there is no such user, 409 if it is activated already, 429 if the
   *     address was sent too many mails
   */
  User sendAgain(long serverId, String ref) {
    var found = users.get(serverId, ref);
    var user = jdbi.inTransaction(tx -> replaceValidation(tx, serverId, found));
    sender.wake();
    return user;
  }

  private User replaceValidation(Handle tx, long serverId, User found) {
    var email = EmailAddress.parse(found.email());
    mailLimits.take(tx, email.key());
    var dao = tx.attach(UserDao.class);
    var id = found.id();
    if (!dao.lock(serverId, id)) throw UserService.notFound();
    var finder = new UserFindDao(tx);
    var user = finder.findById(serverId, id).orElseThrow();
    if (!user.email().equals(found.email())) throw changedMeanwhile();
    if (user.isActivated())
      throw Failure.of(
          ErrorCode.ALREADY_ACTIVATED,
          "This user is activated already; there is nothing to validate.");
    queueValidation(tx, serverId, id, email.route(), user.locale());
    var queued = finder.findById(serverId, id).orElseThrow();
    count(tx, serverId, queued, false);
    return queued;
  }

  /** The mail to an address that is known to bounce has bounced already. */
  private static void count(Handle tx, long serverId, User user, boolean isRegistration) {
    var stages = new ArrayList<String>();
    if (isRegistration) stages.add(Stage.REGISTERED.word());
    if (user.validation().mailStatus().equals("bounced")) stages.add(Stage.BOUNCED.word());
    if (!stages.isEmpty())
      tx.attach(FunnelDao.class).count(Collections.nCopies(stages.size(), serverId), stages);
  }

  private void queueValidation(Handle tx, long serverId, UUID userId, String route, String locale) {
    var id = ids.generate(); // the mail and what it carries share an id
    tx.attach(ValidationDao.class)
        .replace(serverId, id, userId, LinkPurpose.VALIDATION.word(), null, null);
    var mails = tx.attach(MailDao.class);
    mails.dropQueued(serverId, userId, MailKind.VALIDATION.word());
    mails.enqueue(serverId, id, userId, MailKind.VALIDATION.word(), route, locale);
  }

  private static Failure alreadyRegistered() {
    return Failure.of(
        ErrorCode.ALREADY_REGISTERED, "This address belongs to an activated user of this server.");
  }
}

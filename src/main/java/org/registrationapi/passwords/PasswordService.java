package org.registrationapi.passwords;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.hashing.PasswordCheck;
import org.registrationapi.hashing.PasswordHasher;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.limits.AddressLimit;
import org.registrationapi.limits.Guess;
import org.registrationapi.limits.GuessLimits;
import org.registrationapi.passwords.PasswordDao.Stored;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDetailsDao;

/** Checks the passwords of users. */
public final class PasswordService {
  private final Jdbi jdbi;
  private final PasswordHasher hasher;
  private final GuessLimits limits;
  private final KnownClients clients;

  public PasswordService(
      Jdbi jdbi, PasswordHasher hasher, GuessLimits limits, KnownClients clients) {
    this.jdbi = jdbi;
    this.hasher = hasher;
    this.limits = limits;
    this.clients = clients;
  }

  /**
   * Returns the user of an address if the password is right. An unknown address and a wrong
   * password take the same work and get the same response. An outdated hash is replaced.
   *
   * @throws Failure 401 if it is wrong, 403 if it is right but the user is not activated, 422 for
   *     the fields, 429 after too many guesses, 503 if too many others are being checked
   */
  User authenticate(long serverId, Credentials credentials) {
    var guess = checked(credentials);
    try (var slot = hasher.enter()) {
      return authenticate(slot, serverId, guess);
    }
  }

  /**
   * Checked credentials.
   *
   * @param key of the address
   * @param client its network; empty if the server did not send its address
   */
  record Checked(String key, String password, Optional<String> client) {
    @Override
    public String toString() {
      return "Checked[***]";
    }
  }

  private User authenticate(HashingGate.Slot slot, long serverId, Checked entered) {
    var attempt = jdbi.inTransaction(tx -> take(tx, serverId, entered));
    var stored = jdbi.withExtension(PasswordDao.class, dao -> dao.find(serverId, entered.key()));
    var result = check(slot, attempt, entered.password(), stored);
    if (stored.isEmpty() || result == PasswordCheck.WRONG) throw fail(serverId, stored);
    var id = stored.get().id();
    jdbi.useTransaction(
        tx -> {
          attempt.ofClient().ifPresent(guess -> guess.giveBack(tx));
          attempt.atAddress().forget(tx);
          tx.attach(EventDao.class).insert(Event.of(EventKind.AUTHENTICATED, serverId, id));
        });
    if (result == PasswordCheck.OUTDATED) renew(slot, serverId, stored.get(), entered.password());
    var user =
        jdbi.withExtension(UserDetailsDao.class, dao -> dao.findById(serverId, id))
            .orElseThrow(PasswordService::wrong); // deleted or replaced meanwhile
    if (!user.isActivated())
      throw Failure.of(
          ErrorCode.NOT_ACTIVATED, "The password is right, but this user is not activated yet.");
    entered.client().ifPresent(network -> clients.remember(serverId, id, network));
    return user;
  }

  /** Records the failure of an unknown address too, so that both take the same time. */
  private Failure fail(long serverId, Optional<Stored> stored) {
    var user = stored.map(Stored::id).orElse(null);
    jdbi.useExtension(
        EventDao.class,
        dao -> dao.insert(Event.of(EventKind.AUTHENTICATION_FAILED, serverId, user)));
    return wrong();
  }

  /**
   * Replaces a user's password within a transaction, and deletes the counted guesses at the old
   * one.
   *
   * @param emailKey of the user's address
   * @param hash of the new password
   */
  public void store(Handle tx, long serverId, UUID userId, String emailKey, String hash) {
    tx.attach(PasswordDao.class).set(serverId, userId, hash);
    limits.password().forget(tx, serverId, emailKey);
    tx.attach(EventDao.class).insert(Event.of(EventKind.PASSWORD_CHANGED, serverId, userId));
  }

  /**
   * Checks the fields, not the password.
   *
   * @throws Failure 422 with all faults
   */
  static Checked checked(Credentials credentials) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", credentials.email());
    if (checks.required("password", credentials.password())
        && !FieldChecks.isUnicode(credentials.password()))
      checks.add("password", FieldCode.INVALID_TEXT, "is not valid Unicode");
    var client = checks.clientNetwork("client_address", credentials.clientAddress());
    checks.done();
    return new Checked(email.key(), credentials.password(), client);
  }

  /** A counted guess: for the address, and for the client if the server sent it. */
  private record Attempt(Optional<Guess> ofClient, AddressLimit.Try atAddress) {}

  /** Counts for the client and for the address, or for neither. */
  private Attempt take(Handle tx, long serverId, Checked entered) {
    var guesser = clients.guesser(tx, serverId, entered.key(), entered.client());
    var ofClient = entered.client().map(it -> limits.client().take(tx, serverId, it));
    return new Attempt(ofClient, limits.password().take(tx, serverId, entered.key(), guesser));
  }

  private void giveBack(Attempt attempt) {
    jdbi.useHandle(
        h -> {
          attempt.ofClient().ifPresent(guess -> guess.giveBack(h));
          attempt.atAddress().giveBack(h);
        });
  }

  /** Takes the guess back if the password could not be checked because the queue is full. */
  private PasswordCheck check(
      HashingGate.Slot slot, Attempt attempt, String password, Optional<Stored> stored) {
    try {
      return hasher.check(
          slot, password, stored.map(Stored::hash).orElse(PasswordHasher.OF_NO_PASSWORD));
    } catch (Failure busy) {
      giveBack(attempt);
      throw busy;
    }
  }

  private void renew(HashingGate.Slot slot, long serverId, Stored stored, String password) {
    try {
      var hash = hasher.hash(slot, password);
      jdbi.useExtension(
          PasswordDao.class, dao -> dao.replace(serverId, stored.id(), stored.hash(), hash));
    } catch (Failure busy) {
      // replaced at the next sign-in; the password is right anyway
    }
  }

  private static Failure wrong() {
    return Failure.of(
        ErrorCode.WRONG_CREDENTIALS, "There is no user with this address and password.");
  }
}

package org.registrationapi.passwords;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.hashing.PasswordCheck;
import org.registrationapi.hashing.PasswordHasher;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.IpAddress;
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

  public PasswordService(Jdbi jdbi, PasswordHasher hasher, GuessLimits limits) {
    this.jdbi = jdbi;
    this.hasher = hasher;
    this.limits = limits;
  }

  /**
   * Returns the user of an address if the password is right. An unknown address and a wrong
   * password take the same work and get the same response. An outdated hash is replaced.
   *
   * @throws Failure 401 if it is wrong, 403 if it is right but the user is not activated, 422 for
   *     the fields, 429 after too many guesses, 503 if too many others are being checked
   */
  User authenticate(long serverId, Credentials credentials) {
    var key = checked(credentials).key();
    try (var slot = hasher.enter()) {
      return authenticate(slot, serverId, key, credentials);
    }
  }

  private User authenticate(
      HashingGate.Slot slot, long serverId, String key, Credentials credentials) {
    var guesses = jdbi.inTransaction(tx -> take(tx, serverId, key, credentials));
    var stored = jdbi.withExtension(PasswordDao.class, dao -> dao.find(serverId, key));
    var result = check(slot, guesses, credentials.password(), stored);
    if (stored.isEmpty() || result == PasswordCheck.WRONG) throw fail(serverId, stored);
    var id = stored.get().id();
    jdbi.useTransaction(
        tx -> {
          guesses.forEach(guess -> guess.giveBack(tx));
          limits.password().forget(tx, serverId, key); // including earlier ones
          tx.attach(EventDao.class).insert(Event.of(EventKind.AUTHENTICATED, serverId, id));
        });
    if (result == PasswordCheck.OUTDATED)
      renew(slot, serverId, stored.get(), credentials.password());
    var user =
        jdbi.withExtension(UserDetailsDao.class, dao -> dao.findById(serverId, id))
            .orElseThrow(PasswordService::wrong); // deleted or replaced meanwhile
    if (!user.isActivated())
      throw Failure.of(
          ErrorCode.NOT_ACTIVATED, "The password is right, but this user is not activated yet.");
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

  private static EmailAddress checked(Credentials credentials) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", credentials.email());
    if (checks.required("password", credentials.password())
        && !FieldChecks.isUnicode(credentials.password()))
      checks.add("password", "invalid_text", "is not valid Unicode");
    if (credentials.clientAddress() != null
        && IpAddress.parse(credentials.clientAddress()).isEmpty())
      checks.add("client_address", "invalid_address", "is not an IP address");
    checks.done();
    return email;
  }

  /** One guess for the address, and one for the client if it is known: both or none. */
  private List<Guess> take(Handle tx, long serverId, String key, Credentials credentials) {
    var guesses = new ArrayList<Guess>();
    Optional.ofNullable(credentials.clientAddress())
        .flatMap(IpAddress::parse)
        .ifPresent(client -> guesses.add(limits.client().take(tx, serverId, client.network())));
    guesses.add(limits.password().take(tx, serverId, key));
    return guesses;
  }

  private void giveBack(List<Guess> guesses) {
    jdbi.useHandle(h -> guesses.forEach(guess -> guess.giveBack(h)));
  }

  /** Takes the guess back if the password could not be checked because the queue is full. */
  private PasswordCheck check(
      HashingGate.Slot slot, List<Guess> guesses, String password, Optional<Stored> stored) {
    try {
      return hasher.check(
          slot, password, stored.map(Stored::hash).orElse(PasswordHasher.OF_NO_PASSWORD));
    } catch (Failure busy) {
      giveBack(guesses);
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

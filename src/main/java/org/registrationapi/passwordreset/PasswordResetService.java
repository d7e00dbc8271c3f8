package org.registrationapi.passwordreset;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.delivery.MailProof;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.errors.Failure;
import org.registrationapi.hashing.PasswordHasher;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.LinkState;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.mail.MailKind;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.passwords.PasswordService;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.users.User;
import org.registrationapi.users.UserDao;
import org.registrationapi.users.UserDetailsDao;
import org.registrationapi.validation.ValidationDao;

/**
 * Lets users choose a new password by the link that was mailed to them, as OWASP's Forgot Password
 * cheat sheet recommends.
 */
public final class PasswordResetService {
  private static final LinkPurpose PURPOSE = LinkPurpose.PASSWORD_RESET;

  private final Jdbi jdbi;
  private final LinkService links;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final PasswordService passwords;
  private final MailSender sender;

  public PasswordResetService(
      Jdbi jdbi,
      LinkService links,
      PasswordPolicy policy,
      PasswordHasher hasher,
      PasswordService passwords,
      MailSender sender) {
    this.jdbi = jdbi;
    this.links = links;
    this.policy = policy;
    this.hasher = hasher;
    this.passwords = passwords;
    this.sender = sender;
  }

  /** Returns the state of a link. It changes nothing. */
  LinkState stateOf(String token) {
    return links.stateOf(PURPOSE, token);
  }

  /**
   * Gives the user of a link a new password, once. Afterwards no older link to choose a password
   * works, nor one that changes the address, because somebody who knew the old password may have
   * requested it. Guesses at the old password are forgotten, and a mail tells the owner. The user
   * is not signed in.
   *
   * @return the link's state afterwards
   * @throws Failure 422 for the password, 503 if too many passwords wait to be hashed
   */
  LinkState change(String token, NewPassword request) {
    var before = stateOf(token);
    if (before.kind() != Kind.PENDING) return before; // do not hash for a dead link
    var link = links.read(PURPOSE, token).orElseThrow();
    var user = user(link, before);
    if (user.isEmpty()) return stateOf(token); // deleted meanwhile
    var hash =
        hash(link.serverId(), user.get(), request.password()); // slow: before the transaction
    var isChanged = jdbi.inTransaction(tx -> store(tx, link, user.get(), hash));
    sender.wake();
    return isChanged ? before.now(Kind.CHANGED) : stateOf(token);
  }

  /**
   * Checks the password, and changes nothing.
   *
   * @throws Failure 422 for the password
   */
  void check(String token, NewPassword request) {
    var state = stateOf(token);
    if (state.kind() != Kind.PENDING) return;
    var link = links.read(PURPOSE, token).orElseThrow();
    user(link, state).ifPresent(user -> check(link.serverId(), user, request.password()));
  }

  private Optional<User> user(LinkId link, LinkState state) {
    var id = state.validation().orElseThrow().userId();
    return jdbi.withExtension(UserDetailsDao.class, dao -> dao.findById(link.serverId(), id));
  }

  private void check(long serverId, User user, String password) {
    var checks = new FieldChecks();
    var email = EmailAddress.parse(user.email());
    policy.check(checks, password, serverId, email, user.firstName(), user.lastName());
    checks.done();
  }

  private String hash(long serverId, User user, String password) {
    try (var slot = hasher.enter()) {
      check(serverId, user, password);
      return hasher.hash(slot, password);
    }
  }

  private boolean store(Handle tx, LinkId link, User user, String hash) {
    var serverId = link.serverId();
    if (tx.attach(UserDao.class).lock(serverId, user.id()).isEmpty()) return false;
    var validations = tx.attach(ValidationDao.class);
    if (!validations.useUp(serverId, link.id(), PURPOSE.word())) return false;
    validations.drop(
        serverId, user.id(), LinkPurpose.EMAIL_CHANGE.word()); // perhaps requested by an intruder
    var email = EmailAddress.parse(user.email());
    passwords.store(tx, serverId, user.id(), email.key(), hash);
    var outbox = MailOutbox.in(tx);
    outbox.cancelQueued(serverId, user.id(), MailKind.EMAIL_CHANGE);
    MailProof.markDelivered(tx, serverId, link.id());
    var kind = MailKind.PASSWORD_CHANGED;
    outbox.enqueue(serverId, Ids.next(), user.id(), kind, email.route(), user.locale());
    return true;
  }
}

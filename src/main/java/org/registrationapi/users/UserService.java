package org.registrationapi.users;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.events.Event;
import org.registrationapi.events.EventDao;
import org.registrationapi.events.EventKind;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailDao;

/** Finds, lists, changes and deletes the users of a server. */
public final class UserService {
  private final Jdbi jdbi;
  private final Clock clock;

  /**
   * @param clock gives the current day, in UTC
   */
  public UserService(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A user of the server.
   *
   * @param ref an id or an address
   * @throws Failure 404 if the server has no such user, even if another server has
   */
  public User get(long serverId, String ref) {
    return find(serverId, ref).orElseThrow(UserService::notFound);
  }

  private Optional<User> find(long serverId, String ref) {
    var id = Ids.read(ref);
    if (id.isPresent())
      return jdbi.withExtension(UserDetailsDao.class, dao -> dao.findById(serverId, id.get()));
    try {
      return findByEmail(serverId, EmailAddress.parse(ref));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // neither an id nor an address
    }
  }

  private Optional<User> findByEmail(long serverId, EmailAddress email) {
    return jdbi.withExtension(UserDetailsDao.class, dao -> dao.findByEmail(serverId, email.key()));
  }

  /**
   * The user with that address.
   *
   * @throws Failure 404 if the server has no such user
   */
  User getByEmail(long serverId, EmailAddress email) {
    return findByEmail(serverId, email).orElseThrow(UserService::notFound);
  }

  /**
   * A page of users: the newest first, or by address if the filter has a prefix. With an address
   * there is at most one.
   */
  public UserPage list(long serverId, UserFilter filter) {
    if (filter.email().isPresent()) return only(serverId, filter, filter.email().get());
    var users = filter.prefix().isPresent() ? search(serverId, filter) : newest(serverId, filter);
    if (users.size() <= filter.limit()) return new UserPage(users, null);
    var page = users.subList(0, filter.limit());
    var last = page.get(page.size() - 1);
    var position =
        filter.prefix().isPresent() ? EmailAddress.parse(last.email()).key() : last.id().toString();
    return new UserPage(page, Cursor.at(position));
  }

  private UserPage only(long serverId, UserFilter filter, EmailAddress email) {
    var user = findByEmail(serverId, email).filter(filter::matches);
    return new UserPage(user.stream().toList(), null);
  }

  private List<User> newest(long serverId, UserFilter filter) {
    var before = filter.position().map(UUID::fromString).orElse(Ids.AFTER_ALL);
    var limit = filter.limit() + 1; // one more shows whether there is a next page
    var activated = filter.activated().orElse(null);
    return jdbi.withExtension(
        UserPageDao.class,
        dao -> {
          if (filter.mailStatus().isPresent())
            return dao.pageByMail(
                serverId, filter.mailStatus().get().word(), activated, before, limit);
          return Boolean.FALSE.equals(activated)
              ? dao.pagePending(serverId, before, limit)
              : dao.page(serverId, activated, before, limit);
        });
  }

  private List<User> search(long serverId, UserFilter filter) {
    var prefix = filter.prefix().orElseThrow().toLowerCase(Locale.ROOT);
    var end = prefix + Character.MAX_VALUE;
    var after = filter.position().orElse("");
    var limit = filter.limit() + 1;
    var activated = filter.activated().orElse(null);
    return jdbi.withExtension(
        UserPageDao.class,
        dao ->
            filter
                .mailStatus()
                .map(
                    s -> dao.searchByMail(serverId, s.word(), activated, prefix, end, after, limit))
                .orElseGet(() -> dao.search(serverId, activated, prefix, end, after, limit)));
  }

  /**
   * Changes a user's profile.
   *
   * @param change computes the new profile from the old
   * @throws Failure 404 if there is no such user, 422 if fields are invalid
   */
  User change(long serverId, String ref, UnaryOperator<Profile> change) {
    var id = get(serverId, ref).id();
    return jdbi.inTransaction(tx -> change(tx, serverId, id, change));
  }

  private User change(Handle tx, long serverId, UUID id, UnaryOperator<Profile> change) {
    var users = tx.attach(UserDao.class);
    if (users.lock(serverId, id).isEmpty()) throw notFound();
    var details = tx.attach(UserDetailsDao.class);
    var old = details.findById(serverId, id).orElseThrow(UserService::notFound);
    var profile = change.apply(profileOf(old));
    var birthDate = check(profile);
    users.updateProfile(
        serverId, id, profile.firstName(), profile.lastName(), birthDate, profile.locale());
    tx.attach(EventDao.class).insert(Event.of(EventKind.UPDATED, serverId, id));
    return details.findById(serverId, id).orElseThrow();
  }

  /**
   * Checks a profile, and changes nothing. Returns the birth date, or null.
   *
   * @throws Failure 422 with all faults
   */
  LocalDate check(Profile profile) {
    var checks = new FieldChecks();
    var birthDate = profile.check(checks, LocalDate.now(clock));
    checks.done();
    return birthDate;
  }

  private static Profile profileOf(User user) {
    var birthDate = user.birthDate() == null ? null : user.birthDate().toString();
    return new Profile(user.firstName(), user.lastName(), birthDate, user.locale());
  }

  /**
   * Deletes a user, its validations and its mails. Its events remain; they contain no personal
   * data.
   *
   * @throws Failure 404 if there is none
   */
  public void delete(long serverId, UUID id) {
    jdbi.useTransaction(
        tx -> {
          if (!tx.attach(UserDao.class).delete(serverId, id)) throw notFound();
          tx.attach(MailDao.class).deleteOf(serverId, id);
          tx.attach(EventDao.class).insert(Event.of(EventKind.DELETED, serverId, id));
        });
  }

  /** The error for a user that the server does not have, even if another server has it. */
  public static Failure notFound() {
    return Failure.of(ErrorCode.USER_NOT_FOUND, "This server has no such user.");
  }

  /** The error if another request changed the same user at the same time. */
  public static Failure changedMeanwhile() {
    return Failure.later(
        ErrorCode.BUSY,
        "This address was changed by another request at the same time; try again.",
        Duration.ofSeconds(1));
  }
}

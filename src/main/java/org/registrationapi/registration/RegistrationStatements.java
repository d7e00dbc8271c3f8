package org.registrationapi.registration;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.SharedStatement;
import org.registrationapi.mail.MailLimits;
import org.registrationapi.registration.RegistrationDao.Draft;
import org.registrationapi.registration.RegistrationDao.Sight;
import org.registrationapi.registration.RegistrationDao.Stored;
import org.registrationapi.users.UserKey;

/** The two statements of a registration, which those that come at the same moment share. */
final class RegistrationStatements {
  private final Jdbi jdbi;
  private final MailLimits mailLimits;
  private final SharedStatement<UserKey, Sight> looks =
      new SharedStatement<>(UserKey::serverId, UserKey::emailKey, this::lookAt);
  private final SharedStatement<Draft, Optional<Stored>> inserts =
      new SharedStatement<>(Draft::serverId, Draft::emailKey, this::register);

  /**
   * @param mailLimits of one address
   */
  RegistrationStatements(Jdbi jdbi, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.mailLimits = mailLimits;
  }

  /** What is known of an address. */
  Sight look(long serverId, String emailKey) {
    return looks.run(new UserKey(serverId, emailKey));
  }

  private List<Sight> lookAt(List<UserKey> addresses) {
    var serverId = addresses.get(0).serverId();
    var keys = addresses.stream().map(UserKey::emailKey).toList();
    var sights = jdbi.withHandle(h -> new RegistrationDao(h).look(serverId, keys, mailLimits));
    return keys.stream().map(sights::get).toList();
  }

  /**
   * Stores a new user and queues its mail; empty if its address may not be sent one, and a
   * violation of the unique constraint if it is a user's.
   */
  Optional<Stored> insert(Draft draft) {
    return inserts.run(draft);
  }

  private List<Optional<Stored>> register(List<Draft> drafts) {
    var serverId = drafts.get(0).serverId();
    var stored =
        jdbi.withHandle(h -> new RegistrationDao(h).register(serverId, drafts, mailLimits));
    return drafts.stream().map(draft -> Optional.ofNullable(stored.get(draft.userId()))).toList();
  }
}

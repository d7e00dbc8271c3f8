package org.registrationapi.registration;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.GroupCommit;
import org.registrationapi.mail.MailLimits;
import org.registrationapi.registration.RegistrationDao.Draft;
import org.registrationapi.registration.RegistrationDao.Sight;
import org.registrationapi.registration.RegistrationDao.Stored;

/** The two statements of a registration, which those that come at the same moment share. */
final class RegistrationGroups {
  private final Jdbi jdbi;
  private final MailLimits mailLimits;
  private final GroupCommit<Address, Sight> looks =
      new GroupCommit<>(Address::serverId, Address::emailKey, this::lookAt);
  private final GroupCommit<Draft, Optional<Stored>> inserts =
      new GroupCommit<>(Draft::serverId, Draft::emailKey, this::register);

  /**
   * @param mailLimits of one address
   */
  RegistrationGroups(Jdbi jdbi, MailLimits mailLimits) {
    this.jdbi = jdbi;
    this.mailLimits = mailLimits;
  }

  /** An address at a server. */
  private record Address(long serverId, String emailKey) {}

  /** What is known of an address. */
  Sight look(long serverId, String emailKey) {
    return looks.run(new Address(serverId, emailKey));
  }

  private List<Sight> lookAt(List<Address> addresses) {
    var serverId = addresses.get(0).serverId();
    var keys = addresses.stream().map(Address::emailKey).toList();
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

package org.registrationapi.events;

import java.util.UUID;
import org.registrationapi.input.Ids;

/**
 * One thing that happened to one user. It holds no personal data.
 *
 * @param id version 7
 * @param userId null if no user had the address
 * @param kind an {@link EventKind}'s word
 * @param mail the kind of the mail concerned; null if the event is not about a mail
 */
public record Event(long serverId, UUID id, UUID userId, String kind, String mail) {

  /** What happened to a user just now. */
  public static Event of(EventKind kind, long serverId, UUID userId) {
    return new Event(serverId, Ids.next(), userId, kind.word(), null);
  }

  /**
   * What became of a mail to a user just now.
   *
   * @param mail the kind of the mail, as it stands in the table
   */
  public static Event ofMail(EventKind kind, long serverId, UUID userId, String mail) {
    return new Event(serverId, Ids.next(), userId, kind.word(), mail);
  }
}

package org.registrationapi.links;

import java.util.Locale;
import java.util.Optional;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.servers.Server;

/**
 * What a link stands for right now.
 *
 * @param purpose what it is for, by its path
 * @param server whose link it is; empty if the link is forged, or the server was removed
 * @param validation empty if the link is forged, or was replaced, or its user is gone
 */
public record LinkState(
    LinkPurpose purpose, Kind kind, Optional<Server> server, Optional<Validation> validation) {
  /** The states of a link. */
  public enum Kind {
    /** It can be followed, or its user be rejected. */
    PENDING,
    /** It did its work: the user is activated. */
    ACTIVATED,
    /** It did its work: the user has the new password or address. */
    CHANGED,
    /** It would work, but the address is another user's by now. */
    TAKEN,
    /** The user was removed through it, just now. */
    REJECTED,
    /** Its life is over. */
    EXPIRED,
    /** It was real once: it was used up, a newer one took its place, or the user is gone. */
    REPLACED,
    /** We never made it. */
    FORGED
  }

  /** The kind as it stands in answers, in classes of the page, and in the keys of messages. */
  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The same link after what was just done through it. */
  public LinkState now(Kind newKind) {
    return new LinkState(purpose, newKind, server, validation);
  }
}

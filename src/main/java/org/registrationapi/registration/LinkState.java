package org.registrationapi.registration;

import java.util.Optional;
import org.registrationapi.servers.Server;

/**
 * What a link stands for right now.
 *
 * @param server whose link it is; empty if the link is forged, or the server was removed
 * @param validation empty if the link is forged, or was replaced, or its user is gone
 */
record LinkState(Kind kind, Optional<Server> server, Optional<Validation> validation) {
  /** The states of a link. */
  enum Kind {
    /** It can be followed, or its user be rejected. */
    PENDING,
    /** It did its work. */
    ACTIVATED,
    /** The user was removed through it, just now. */
    REJECTED,
    /** Its life is over. */
    EXPIRED,
    /** It was real once: a newer one took its place, or the user was rejected or deleted. */
    REPLACED,
    /** We never made it. */
    FORGED
  }
}

package org.registrationapi.links;

import java.util.Locale;
import java.util.Optional;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.servers.Server;

/**
 * The current state of a link.
 *
 * @param purpose what it is for, by its path
 * @param server the link's server; empty if the link is forged or the server was removed
 * @param validation empty if the link is forged or was replaced, or its user was deleted
 * @param isUsedNow whether this very request used the link
 */
public record LinkState(
    LinkPurpose purpose,
    Kind kind,
    Optional<Server> server,
    Optional<StoredLink> validation,
    boolean isUsedNow) {
  /** The states of a link. */
  public enum Kind {
    /** The link can be followed, or its user rejected. */
    PENDING,
    /** The link was followed: the user is activated. */
    ACTIVATED,
    /** The link was followed: the user has the new password or address. */
    CHANGED,
    /** The link would work, but the address belongs to another user by now. */
    TAKEN,
    /** The user was just removed through this link. */
    REJECTED,
    /** A new link was just requested instead. */
    REQUESTED,
    /** The link has expired. */
    EXPIRED,
    /**
     * The link was valid once, but was used up or replaced by a newer one, or the user was deleted.
     */
    REPLACED,
    /** The link was not made by this service. */
    FORGED
  }

  /** The name in responses, in CSS classes of the page, and in message keys. */
  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether its page offers a new link. A new address gets none: its user is signed in and can ask
   * again, and if it was mistyped, its owner must not be able to keep the link alive. The time in
   * which a change can be taken back is limited on purpose.
   */
  boolean isRenewable() {
    return server.isPresent()
        && (kind == Kind.EXPIRED || kind == Kind.REPLACED)
        && (purpose == LinkPurpose.VALIDATION || purpose == LinkPurpose.PASSWORD_RESET);
  }

  /** The same link, with the state after this request used it. */
  public LinkState now(Kind newKind) {
    return new LinkState(purpose, newKind, server, validation, true);
  }
}

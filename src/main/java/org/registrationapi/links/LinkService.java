package org.registrationapi.links;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.servers.ServerService;

/** Reads the state of links of every purpose. It changes nothing. */
public final class LinkService {
  private final Jdbi jdbi;
  private final LinkSecrets secrets;
  private final ServerService servers;

  public LinkService(Jdbi jdbi, LinkSecrets secrets, ServerService servers) {
    this.jdbi = jdbi;
    this.secrets = secrets;
    this.servers = servers;
  }

  /**
   * The ids in a link's token; empty if the token was not made by this service for that purpose.
   */
  public Optional<LinkId> read(LinkPurpose purpose, String token) {
    return secrets.read(purpose, token);
  }

  /** The current state of a link. */
  public LinkState stateOf(LinkPurpose purpose, String token) {
    return read(purpose, token)
        .map(link -> state(purpose, link))
        .orElseGet(
            () -> new LinkState(purpose, Kind.FORGED, Optional.empty(), Optional.empty(), false));
  }

  private LinkState state(LinkPurpose purpose, LinkId link) {
    return state(purpose, link, jdbi.withExtension(LinkDao.class, dao -> dao.find(purpose, link)));
  }

  /**
   * The current state of a link.
   *
   * @param validation the link's validation; empty if it was used up or replaced, or its user was
   *     deleted
   */
  LinkState state(LinkPurpose purpose, LinkId link, Optional<StoredLink> validation) {
    return new LinkState(
        purpose,
        validation.map(found -> kind(purpose, found)).orElse(Kind.REPLACED),
        servers.find(link.serverId()),
        validation,
        false);
  }

  private static Kind kind(LinkPurpose purpose, StoredLink validation) {
    if (validation.isDone())
      return purpose == LinkPurpose.VALIDATION ? Kind.ACTIVATED : Kind.CHANGED;
    return validation.isExpired() ? Kind.EXPIRED : Kind.PENDING;
  }
}

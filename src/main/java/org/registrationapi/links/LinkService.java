package org.registrationapi.links;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.secrets.LinkId;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.servers.ServerService;

/** Tells what a link stands for, whatever its purpose. It changes nothing. */
public final class LinkService {
  private final Jdbi jdbi;
  private final LinkSecrets secrets;
  private final ServerService servers;

  public LinkService(Jdbi jdbi, LinkSecrets secrets, ServerService servers) {
    this.jdbi = jdbi;
    this.secrets = secrets;
    this.servers = servers;
  }

  /** The ids in a link's token; empty if we never made it for that purpose. */
  public Optional<LinkId> read(LinkPurpose purpose, String token) {
    return secrets.read(purpose, token);
  }

  /** What a link stands for. */
  public LinkState look(LinkPurpose purpose, String token) {
    return read(purpose, token)
        .map(link -> state(purpose, link))
        .orElseGet(() -> new LinkState(purpose, Kind.FORGED, Optional.empty(), Optional.empty()));
  }

  private LinkState state(LinkPurpose purpose, LinkId link) {
    return state(
        purpose,
        link,
        jdbi.withExtension(
            LinkDao.class, dao -> dao.find(link.serverId(), link.id(), purpose.word())));
  }

  /**
   * What a link stands for.
   *
   * @param validation what it is about; empty if it was used up or replaced, or its user is gone
   */
  LinkState state(LinkPurpose purpose, LinkId link, Optional<Validation> validation) {
    return new LinkState(
        purpose,
        validation.map(found -> kind(purpose, found)).orElse(Kind.REPLACED),
        servers.find(link.serverId()),
        validation);
  }

  private static Kind kind(LinkPurpose purpose, Validation validation) {
    if (validation.isDone())
      return purpose == LinkPurpose.VALIDATION ? Kind.ACTIVATED : Kind.CHANGED;
    return validation.isExpired() ? Kind.EXPIRED : Kind.PENDING;
  }
}

package org.registrationapi.servers;

import java.util.Optional;
import java.util.Set;

/**
 * What a key says of who sent it.
 *
 * @param isStrict whether registering may say of no address whether it is known
 * @param allowedOrigins whose pages may use a publishable key; empty: it is a secret one
 */
public record KeyOwner(
    long serverId, String serverName, boolean isStrict, Optional<Set<String>> allowedOrigins) {

  static KeyOwner of(KeyFindDao.Owner owner) {
    var isPublishable = owner.kind() == KeyKind.PUBLISHABLE;
    return new KeyOwner(
        owner.serverId(),
        owner.serverName(),
        owner.isStrict(),
        isPublishable ? Optional.of(owner.allowedOrigins()) : Optional.empty());
  }
}

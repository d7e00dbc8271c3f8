package org.registrationapi.servers;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/** Makes, checks and revokes API keys. */
public final class KeyService {
  private final Jdbi jdbi;
  private final ServerService servers;
  private final KeyMemory memory;
  private final KeyUses uses;

  public KeyService(Jdbi jdbi, ServerService servers, KeyMemory memory, KeyUses uses) {
    this.jdbi = jdbi;
    this.servers = servers;
    this.memory = memory;
    this.uses = uses;
  }

  /** A key on the one occasion that it is shown. */
  public record NewKey(
      @OpenApiRequired @OpenApiExample("Zb3kQ9aR") String id,
      @OpenApiRequired
          @OpenApiExample("reg_Zb3kQ9aR_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG")
          @OpenApiDescription("The whole key; it is shown this once")
          String key,
      @OpenApiExample("back end") String label,
      @OpenApiRequired @OpenApiExample("secret") String kind,
      @OpenApiRequired List<String> allowedOrigins,
      @OpenApiRequired Instant timeCreated) {}

  /**
   * What a key says of who sent it, at the most 5 seconds old; empty if the key is malformed,
   * unknown, wrong or revoked. The hour of its use is written down.
   */
  public Optional<KeyOwner> owner(String text) {
    var key = ApiKey.parse(text);
    if (key.isEmpty()) return Optional.empty();
    var id = key.get().id();
    var owner = memory.find(id, this::read).filter(found -> key.get().matches(found.secretHash()));
    owner
        .filter(found -> !found.isUseRecorded())
        .ifPresent(found -> uses.note(found.serverId(), id));
    return owner.map(KeyOwner::of);
  }

  private Optional<KeyFindDao.Owner> read(String id) {
    return jdbi.withHandle(handle -> new KeyFindDao(handle).owner(id));
  }

  /** Whether the pages of an origin may use any publishable key that is not revoked. */
  public boolean isAllowedOrigin(String origin) {
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.isAllowedOrigin(origin));
  }

  /**
   * Makes a key for a server.
   *
   * @throws Failure 404 if there is no such server, 422 for the fields
   */
  NewKey make(String serverName, KeyRequest request) {
    request.check();
    var server = servers.get(serverName);
    while (true) {
      var key = ApiKey.make();
      var info = jdbi.withExtension(ApiKeyDao.class, dao -> insert(dao, server.id(), key, request));
      if (info.isPresent())
        return new NewKey(
            key.id(),
            key.text(),
            info.get().label(),
            info.get().kind(),
            info.get().allowedOrigins(),
            info.get().timeCreated());
    }
  }

  private static Optional<KeyInfo> insert(
      ApiKeyDao dao, long serverId, ApiKey key, KeyRequest request) {
    return dao.insert(
        key.id(),
        serverId,
        key.secretHash(),
        request.label(),
        request.kindOrSecret().word(),
        request.originsOrNone());
  }

  /** A server's keys, revoked ones too. */
  List<KeyInfo> list(String serverName) {
    var server = servers.get(serverName);
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.list(server.id()));
  }

  /**
   * Revokes a key; it is refused from the next request on, by other instances within 5 seconds.
   *
   * @throws Failure 404 if there is no such server, or it has no such key
   */
  void revoke(String serverName, String id) {
    var server = servers.get(serverName);
    if (!jdbi.withExtension(ApiKeyDao.class, dao -> dao.revoke(server.id(), id)))
      throw Failure.of(ErrorCode.KEY_NOT_FOUND, "This server has no such key.");
    memory.forget(id);
  }
}

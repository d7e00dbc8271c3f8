package org.registrationapi.servers;

import com.github.benmanes.caffeine.cache.Cache;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.keys.ApiKey;
import org.registrationapi.keys.ApiKeyDao;
import org.registrationapi.keys.Caller;
import org.registrationapi.keys.KeyInfo;
import org.registrationapi.keys.KeyKind;
import org.registrationapi.keys.KeyRequest;

/** Creates, checks and revokes API keys. */
public final class KeyService {
  private final Jdbi jdbi;
  private final ServerService servers;
  private final RecentRows<String, Caller> callers;
  private final Cache<String, Boolean> uses = Caches.recordedUses();

  /**
   * @param callers by the id of their key, see {@link Caches#callers}
   */
  public KeyService(Jdbi jdbi, ServerService servers, RecentRows<String, Caller> callers) {
    this.jdbi = jdbi;
    this.servers = servers;
    this.callers = callers;
  }

  /** A new key, which is shown only once. */
  public record NewKey(
      @OpenApiRequired @OpenApiExample("Zb3kQ9aR") String id,
      @OpenApiRequired
          @OpenApiExample("reg_Zb3kQ9aR_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG")
          @OpenApiDescription("The whole key; it is shown only once")
          String key,
      @OpenApiExample("back end") String label,
      @OpenApiRequired @OpenApiExample("secret") @OpenApiPropertyType(definedBy = KeyKind.class)
          String kind,
      @OpenApiRequired List<String> allowedOrigins,
      @OpenApiRequired Instant timeCreated) {
    @Override
    public String toString() {
      return "NewKey[" + id + "]"; // the rest contains the key
    }
  }

  /**
   * The server of a key, as it was at most 5 seconds ago; empty if the key is malformed, unknown,
   * wrong or revoked. The hour of the key's last use is recorded.
   */
  public Optional<Caller> callerOfKey(String text) {
    var key = ApiKey.parse(text);
    if (key.isEmpty()) return Optional.empty();
    var caller =
        Optional.ofNullable(callers.get(key.get().id(), this::read))
            .filter(found -> key.get().matches(found.secretHash()));
    caller.filter(found -> uses.getIfPresent(found.keyId()) == null).ifPresent(this::recordUse);
    return caller;
  }

  /** Null if there is no such key: null is not cached, so unknown keys cannot fill the cache. */
  private Caller read(String id) {
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.findCaller(id)).orElse(null);
  }

  private void recordUse(Caller caller) {
    jdbi.useExtension(ApiKeyDao.class, dao -> dao.recordUse(caller.serverId(), caller.keyId()));
    uses.put(caller.keyId(), true);
  }

  /** Whether the pages of an origin may use any publishable key that is not revoked. */
  public boolean isAllowedOrigin(String origin) {
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.isAllowedOrigin(origin));
  }

  /**
   * Creates a key for a server.
   *
   * @throws Failure 404 if there is no such server, 422 if fields are invalid
   */
  public NewKey make(String serverName, KeyRequest request) {
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

  /** A server's keys, including revoked ones. */
  public List<KeyInfo> list(String serverName) {
    var server = servers.get(serverName);
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.list(server.id()));
  }

  /**
   * Revokes a key. This instance refuses it at once, other instances within 5 seconds.
   *
   * @throws Failure 404 if there is no such server or key
   */
  public void revoke(String serverName, String id) {
    var server = servers.get(serverName);
    if (!jdbi.withExtension(
        ApiKeyDao.class, dao -> dao.revoke(server.id(), id) || dao.has(server.id(), id)))
      throw Failure.of(ErrorCode.KEY_NOT_FOUND, "This server has no such key.");
    callers.forget();
  }
}

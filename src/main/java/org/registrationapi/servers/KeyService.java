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
import org.registrationapi.errors.FieldChecks;

/** Makes, checks and revokes API keys. */
public final class KeyService {
  private final Jdbi jdbi;
  private final ServerService servers;

  public KeyService(Jdbi jdbi, ServerService servers) {
    this.jdbi = jdbi;
    this.servers = servers;
  }

  /** Whose key this is. */
  public record KeyOwner(long serverId, String serverName) {}

  /** A key on the one occasion that it is shown. */
  public record NewKey(
      @OpenApiRequired @OpenApiExample("Zb3kQ9aR") String id,
      @OpenApiRequired
          @OpenApiExample("reg_Zb3kQ9aR_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG")
          @OpenApiDescription("The whole key; it is shown this once")
          String key,
      @OpenApiExample("back end") String label,
      @OpenApiRequired Instant timeCreated) {}

  /** The server that a key belongs to; empty if the key is malformed, unknown, wrong or revoked. */
  public Optional<KeyOwner> owner(String text) {
    var key = ApiKey.parse(text);
    if (key.isEmpty()) return Optional.empty();
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.findOwner(key.get().id()))
        .filter(owner -> key.get().matches(owner.secretHash()))
        .map(owner -> new KeyOwner(owner.serverId(), owner.serverName()));
  }

  /**
   * Makes a key for a server.
   *
   * @param label what the operator calls it, at most 100 characters, or null
   * @throws Failure 404 if there is no such server, 422 for the label
   */
  NewKey make(String serverName, String label) {
    var checks = new FieldChecks();
    checks.line("label", label, 100);
    checks.done();
    var server = servers.get(serverName);
    while (true) {
      var key = ApiKey.make();
      var info =
          jdbi.withExtension(
              ApiKeyDao.class, dao -> dao.insert(key.id(), server.id(), key.secretHash(), label));
      if (info.isPresent())
        return new NewKey(key.id(), key.text(), label, info.get().timeCreated());
    }
  }

  /** A server's keys, revoked ones too. */
  List<KeyInfo> list(String serverName) {
    var server = servers.get(serverName);
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.list(server.id()));
  }

  /**
   * Revokes a key; it is refused from the next request on.
   *
   * @throws Failure 404 if there is no such server, or it has no such key
   */
  void revoke(String serverName, String id) {
    var server = servers.get(serverName);
    if (!jdbi.withExtension(ApiKeyDao.class, dao -> dao.revoke(server.id(), id)))
      throw Failure.of(ErrorCode.KEY_NOT_FOUND, "This server has no such key.");
  }
}

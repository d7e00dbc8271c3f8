package org.registrationapi.servers;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;
import org.registrationapi.keys.ApiKey;
import org.registrationapi.keys.ApiKeyDao;
import org.registrationapi.keys.KeyKind;
import org.registrationapi.mail.MailTexts;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretFile;
import org.registrationapi.secrets.SecretFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the first server at the first start, so that requests can be made at once. */
public final class FirstServer {
  private static final Logger LOG = LoggerFactory.getLogger(FirstServer.class);

  private final Jdbi jdbi;
  private final SecretFile keyFile;

  /**
   * @param keyFile stores a key that is created here
   */
  public FirstServer(Jdbi jdbi, SecretFile keyFile) {
    this.jdbi = jdbi;
    this.keyFile = keyFile;
  }

  /**
   * The result of a start.
   *
   * @param created whether this start created the server
   * @param key its key; empty if it is not known here, or no longer valid
   * @param isKeyMade whether the key was made here; else the operator set it
   */
  public record Result(String name, boolean created, Optional<Secret> key, boolean isKeyMade) {}

  /**
   * Creates the server if there is none. If several instances start at once, one of them creates
   * it.
   *
   * @param name the server's name
   * @param setting its key; empty: the key in the file, or a new one that is stored there
   */
  public Result ensure(String name, Optional<Secret> setting) {
    var created =
        jdbi.inTransaction(
            tx -> {
              Timeouts.allowSlowStart(tx);
              var servers = tx.attach(ServerDao.class);
              servers.lockAll();
              if (servers.isAny()) return false;
              var key =
                  ApiKey.parse(setting.orElseGet(this::keptOrNew).value())
                      .orElseThrow(this::notAKey);
              var settings = ServerSettings.defaults(name);
              var server =
                  servers
                      .insert(name, settings, MailTexts.json(settings.mailTexts()))
                      .orElseThrow();
              tx.attach(ApiKeyDao.class)
                  .insert(
                      key.id(),
                      server.id(),
                      key.secretHash(),
                      "first key",
                      KeyKind.SECRET.word(),
                      List.of());
              return true;
            });
    if (!created) setting.ifPresent(this::warnIfUnknown);
    var key = setting.or(keyFile::read).filter(this::isValid);
    return new Result(name, created, key, setting.isEmpty());
  }

  private boolean isValid(Secret text) {
    return ApiKey.parse(text.value()).filter(this::isValid).isPresent();
  }

  private boolean isValid(ApiKey key) {
    return jdbi.withExtension(ApiKeyDao.class, dao -> dao.findCaller(key.id()))
        .filter(caller -> key.matches(caller.secretHash()))
        .isPresent();
  }

  private Secret keptOrNew() {
    return keyFile.readOrMake(() -> ApiKey.make().text());
  }

  private SecretFileException notAKey() {
    return new SecretFileException(
        keyFile.path() + " does not contain an API key; restore it or delete it");
  }

  private void warnIfUnknown(Secret key) {
    var id = ApiKey.parse(key.value()).orElseThrow().id();
    if (!jdbi.withExtension(ApiKeyDao.class, dao -> dao.isKnown(id)))
      LOG.warn(
          "API_KEY is not a key of any server: it is only used to create the first server, which already exists");
  }
}

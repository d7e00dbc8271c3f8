package org.registrationapi.passwords;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.registrationapi.database.Batches;
import org.registrationapi.database.Violation;
import org.registrationapi.limits.Guesser;

/** The clients from which users signed in lately. Strangers cannot use up their tries. */
public final class KnownClients {
  private final Jdbi jdbi;
  private final Duration life;

  /**
   * @param life how long a client is known after it signed in
   */
  public KnownClients(Jdbi jdbi, Duration life) {
    this.jdbi = jdbi;
    this.life = life;
  }

  /** The source of a try. One statement, for every address. */
  Guesser guesser(Handle tx, long serverId, String emailKey, Optional<String> client) {
    var dao = tx.attach(KnownClientDao.class);
    var isKnown = dao.isKnown(serverId, emailKey, client.orElse(""), life.toSeconds());
    return new Guesser(client, isKnown);
  }

  /** Remembers a client from which a user signed in. Does nothing if the user was deleted. */
  void remember(long serverId, UUID userId, String client) {
    try {
      jdbi.useExtension(KnownClientDao.class, dao -> dao.remember(serverId, userId, client));
    } catch (UnableToExecuteStatementException e) {
      if (!Violation.isForeignKey(e)) throw e;
    }
  }

  /** Forgets clients that did not sign in for too long, of all servers. */
  public void tidy() {
    Batches.finish(
        jdbi, (tx, limit) -> tx.attach(KnownClientDao.class).forgetOld(life.toSeconds(), limit));
  }
}

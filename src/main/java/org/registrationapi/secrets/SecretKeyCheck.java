package org.registrationapi.secrets;

import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices at the start that the secret key is not the one that was used before. The database has a
 * check value, an HMAC from which the key cannot be computed.
 */
public final class SecretKeyCheck {
  /** The label of the check value; no other purpose's label begins with it. */
  static final String LABEL = "key-check";

  private static final Logger LOG = LoggerFactory.getLogger(SecretKeyCheck.class);
  private static final String CHANGED =
      "SECRET_KEY is not the key that was used before: links, PINs and Idempotency-Keys of that key are"
          + " refused. Restore it as SECRET_KEY, or set it as SECRET_KEY_PREVIOUS, or, if it is lost, start"
          + " once with SECRET_KEY_PREVIOUS=lost";

  private final Jdbi jdbi;
  private final SecretKeys keys;
  private volatile String trouble; // null: none

  public SecretKeyCheck(Jdbi jdbi, SecretKeys keys) {
    this.jdbi = jdbi;
    this.keys = keys;
  }

  /**
   * Compares the key with the check value, and logs the result unless they fit. The first start
   * stores the value. A known or lost previous key replaces it. Several instances may do so at
   * once.
   */
  public void run() {
    var current = value(keys.hmac());
    var stored = storedOr(current);
    if (stored.equals(current)) {
      if (keys.isPreviousLost())
        LOG.warn("remove SECRET_KEY_PREVIOUS=lost: with it a changed SECRET_KEY is not noticed");
      return;
    }
    var isPrevious = keys.previousHmac().map(SecretKeyCheck::value).filter(stored::equals);
    if (isPrevious.isPresent() || keys.isPreviousLost()) accept(stored, current);
    else {
      trouble = CHANGED;
      LOG.warn(CHANGED);
    }
  }

  /** Why older links are refused, and what to do; empty if the key is the right one. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** The stored value, which is ours if there was none. */
  private String storedOr(String current) {
    return jdbi.withExtension(
        SecretKeyDao.class,
        dao -> {
          var stored = dao.find();
          if (stored.isPresent()) return stored.get();
          dao.insert(current); // waits for another instance that does the same
          return dao.find().orElseThrow();
        });
  }

  private void accept(String stored, String current) {
    if (!jdbi.withExtension(SecretKeyDao.class, dao -> dao.replace(stored, current))) {
      run(); // another instance was faster
      return;
    }
    if (keys.isPreviousLost())
      LOG.warn(
          "SECRET_KEY was replaced and the key before it is lost: older links, PINs and"
              + " Idempotency-Keys are refused. Remove SECRET_KEY_PREVIOUS=lost");
    else
      LOG.info(
          "SECRET_KEY was replaced; links, PINs and Idempotency-Keys of SECRET_KEY_PREVIOUS are still"
              + " accepted. Remove that setting once they have expired");
  }

  private static String value(Hmac hmac) {
    return HexFormat.of().formatHex(hmac.of(LABEL, new byte[0]));
  }
}

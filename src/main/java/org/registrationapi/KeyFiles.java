package org.registrationapi;

import java.util.Optional;
import org.registrationapi.http.OperatorKeys;
import org.registrationapi.secrets.RandomText;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretFile;
import org.registrationapi.secrets.SecretFileException;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.settings.Settings;

/** The keys that are made here, and kept in files of DATA_DIR, if the operator did not set them. */
final class KeyFiles {
  private static final int SECRET_KEY_LENGTH = 64; // 380 bits
  private static final int ADMIN_KEY_LENGTH = 43; // 256 bits

  private final Settings settings;

  KeyFiles(Settings settings) {
    this.settings = settings;
  }

  /**
   * What links, PINs and fingerprints are derived from.
   *
   * @throws SecretFileException if the file cannot be read or made
   */
  SecretKeys secretKeys() {
    var current = settings.secretKey().orElseGet(() -> kept("secret-key", SECRET_KEY_LENGTH));
    return new SecretKeys(current, settings.previousSecretKey());
  }

  /**
   * The admin key of development, so that every route can be tried; empty if it is set, and outside
   * development.
   *
   * @throws SecretFileException if the file cannot be read or made
   */
  Optional<Secret> madeAdminKey() {
    if (!settings.isDevelopment() || !settings.operatorKeys().admin().isEmpty())
      return Optional.empty();
    return Optional.of(kept("admin-key", ADMIN_KEY_LENGTH));
  }

  /**
   * The keys of the operator, in development with the admin key that was made.
   *
   * @throws SecretFileException if the file cannot be read or made
   */
  OperatorKeys operatorKeys() {
    var set = settings.operatorKeys();
    return madeAdminKey().map(set::withAdmin).orElse(set);
  }

  /** The file of the first server's key; it may not exist. */
  SecretFile apiKey() {
    return file("api-key");
  }

  private Secret kept(String name, int length) {
    return file(name).readOrMake(() -> RandomText.alphanumeric(length));
  }

  private SecretFile file(String name) {
    return new SecretFile(settings.dataDir().resolve(name));
  }
}

package org.registrationapi.database;

import java.util.Optional;
import org.registrationapi.secrets.Secret;

/**
 * Where the database is.
 *
 * @param url a JDBC URL; empty: the embedded PostgreSQL
 * @param poolSize connections at the most
 */
public record DatabaseSettings(Optional<String> url, String user, Secret password, int poolSize) {

  @Override
  public String toString() {
    return "DatabaseSettings[***]"; // a URL may have a password in it
  }
}

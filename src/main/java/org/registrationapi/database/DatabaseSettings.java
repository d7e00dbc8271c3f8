package org.registrationapi.database;

import java.util.Optional;
import org.registrationapi.secrets.Secret;

/**
 * Settings of the database.
 *
 * @param url a JDBC URL; empty: the embedded PostgreSQL
 * @param poolSize the largest number of connections
 */
public record DatabaseSettings(Optional<String> url, String user, Secret password, int poolSize) {

  @Override
  public String toString() {
    return "DatabaseSettings[***]"; // a URL may contain a password
  }
}

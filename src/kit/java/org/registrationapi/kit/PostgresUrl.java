package org.registrationapi.kit;

import org.registrationapi.embedded.LocalPostgres;

/** JDBC URLs with user and password, which win over others that are passed beside the URL. */
public final class PostgresUrl {
  private PostgresUrl() {}

  public static String of(LocalPostgres postgres, String database) {
    return postgres.url(database)
        + "?user="
        + postgres.user()
        + "&password="
        + postgres.password().value();
  }
}

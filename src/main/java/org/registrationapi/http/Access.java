package org.registrationapi.http;

import io.javalin.security.RouteRole;

/** Who may call a route. */
public enum Access implements RouteRole {
  /** Anyone. */
  PUBLIC,
  /** A server, by one of its secret API keys. */
  SERVER,
  /** A server, by any of its API keys: its web pages, too. */
  ANY_KEY,
  /** The operator, by the admin key. */
  ADMIN,
  /** The operator in a browser: by the admin key as the password of HTTP Basic, or as for ADMIN. */
  ADMIN_PAGE,
  /** The operator, by the metrics key or the admin key; in development also as for LOCAL. */
  METRICS,
  /** Mailjet, by the credentials in the settings. */
  MAILJET,
  /** A browser or program on the same machine, in development only. */
  LOCAL
}

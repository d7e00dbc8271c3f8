package org.registrationapi.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/**
 * The server that made a request, as its API key proved.
 *
 * @param isStrict whether the answer may say of no address whether it is known
 * @param allowedOrigins whose pages may use a publishable key; empty: it is a secret one
 * @param client the network of the browser that sent a publishable key; empty: not a browser
 */
public record Caller(
    long serverId,
    String serverName,
    boolean isStrict,
    Optional<Set<String>> allowedOrigins,
    Optional<String> client) {
  /** The attribute with the name that the log calls the caller. */
  static final String NAME = "caller_name";

  private static final String ATTRIBUTE = "caller";

  /** The caller of a route with {@link Access#SERVER} or {@link Access#ANY_KEY}. */
  public static Caller of(Context ctx) {
    Caller caller = ctx.attribute(ATTRIBUTE);
    if (caller == null) throw new IllegalStateException("this route is not one for servers");
    return caller;
  }

  /** The same, from a browser. */
  Caller from(String network) {
    return new Caller(serverId, serverName, isStrict, allowedOrigins, Optional.of(network));
  }

  /** Whether anybody may have the key: it stands in a web page. */
  public boolean isPublic() {
    return allowedOrigins.isPresent();
  }

  void rememberIn(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
    ctx.attribute(NAME, serverName);
  }

  /** Notes for the log that the operator called. */
  static void rememberAdminIn(Context ctx) {
    ctx.attribute(NAME, "admin");
  }
}

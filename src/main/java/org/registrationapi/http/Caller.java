package org.registrationapi.http;

import io.javalin.http.Context;

/** The server that made a request, as its API key proved. */
public record Caller(long serverId, String serverName) {
  /** The attribute with the name that the log calls the caller. */
  static final String NAME = "caller_name";

  private static final String ATTRIBUTE = "caller";

  /** The caller of a route with {@link Access#SERVER}. */
  public static Caller of(Context ctx) {
    Caller caller = ctx.attribute(ATTRIBUTE);
    if (caller == null) throw new IllegalStateException("this route is not one for servers");
    return caller;
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

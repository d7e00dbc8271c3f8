package org.registrationapi.http;

import io.javalin.http.Context;

/** The server that made a request, as its API key proved. */
public record Caller(long serverId, String serverName) {
  private static final String ATTRIBUTE = "caller";

  /** The caller of a route with {@link Access#SERVER}. */
  public static Caller of(Context ctx) {
    Caller caller = ctx.attribute(ATTRIBUTE);
    if (caller == null) throw new IllegalStateException("this route is not one for servers");
    return caller;
  }

  /** The server's name, or {@code -} if no server called; for the log. */
  static String nameIn(Context ctx) {
    Caller caller = ctx.attribute(ATTRIBUTE);
    return caller == null ? "-" : caller.serverName();
  }

  void rememberIn(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }
}

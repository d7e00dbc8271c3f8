package org.registrationapi.http;

import io.javalin.http.Context;
import java.util.Optional;
import org.registrationapi.keys.Caller;

/** The caller of a request, stored by {@link Authentication}. */
public final class Callers {
  /** The attribute with the caller's name in the log. */
  static final String NAME = "caller_name";

  private static final String CALLER = "caller";
  private static final String CLIENT = "client";

  private Callers() {}

  /** The caller of a route with {@link Access#SERVER} or {@link Access#ANY_KEY}. */
  public static Caller of(Context ctx) {
    Caller caller = ctx.attribute(CALLER);
    if (caller == null) throw new IllegalStateException("this route is not for servers");
    return caller;
  }

  /**
   * The network of the browser that sent a publishable key; empty if a back end sent the request.
   */
  public static Optional<String> client(Context ctx) {
    return Optional.ofNullable(ctx.attribute(CLIENT));
  }

  static void remember(Context ctx, Caller caller) {
    ctx.attribute(CALLER, caller);
    ctx.attribute(NAME, caller.serverName());
  }

  static void rememberClient(Context ctx, String network) {
    ctx.attribute(CLIENT, network);
  }

  /** Stores for the log that the operator called. */
  static void rememberAdmin(Context ctx) {
    ctx.attribute(NAME, "admin");
  }
}

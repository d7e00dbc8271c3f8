package org.registrationapi.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Optional;
import java.util.function.Function;
import org.registrationapi.client.BasicCredentials;
import org.registrationapi.client.ClientAddress;
import org.registrationapi.client.LocalRequests;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.keys.Caller;

/** Checks whether a request may use its route, before its body is read. */
public final class Authentication {
  private static final String SCHEME = "Bearer ";

  private final Function<String, Optional<Caller>> callerOfKey;
  private final OperatorKeys operator;
  private final Optional<BasicCredentials> mailjet;
  private final ClientAddress clientAddress;
  private final LocalRequests local;

  /**
   * @param callerOfKey finds the caller that an API key belongs to
   * @param mailjet Basic-auth user and password for Mailjet's webhook; empty: it is refused
   */
  public Authentication(
      Function<String, Optional<Caller>> callerOfKey,
      OperatorKeys operator,
      Optional<BasicCredentials> mailjet,
      ClientAddress clientAddress,
      LocalRequests local) {
    this.callerOfKey = callerOfKey;
    this.operator = operator;
    this.mailjet = mailjet;
    this.clientAddress = clientAddress;
    this.local = local;
  }

  /** Runs before every matched route. */
  void check(Context ctx) {
    for (var role : ctx.routeRoles()) {
      switch ((Access) role) {
        case PUBLIC -> {}
        case SERVER -> server(ctx);
        case ANY_KEY -> anyKey(ctx);
        case ADMIN -> admin(ctx);
        case ADMIN_PAGE -> adminPage(ctx);
        case METRICS -> metrics(ctx);
        case MAILJET -> mailjet(ctx);
        case LOCAL -> local(ctx);
      }
    }
  }

  private void server(Context ctx) {
    var caller = caller(ctx);
    Callers.remember(ctx, caller);
    if (caller.isPublic()) throw notAllowed("needs a secret API key, not a publishable one");
  }

  private void anyKey(Context ctx) {
    var caller = callerOfPage(ctx);
    Callers.remember(ctx, caller);
    if (caller.isPublic()) Callers.rememberClient(ctx, clientAddress.networkOf(ctx));
    Cors.checkOrigin(ctx, caller);
  }

  private Caller callerOfPage(Context ctx) {
    try {
      return caller(ctx);
    } catch (Failure e) {
      if (e.code() == ErrorCode.KEY_INVALID) Cors.showUnknownKey(ctx);
      throw e;
    }
  }

  private Caller caller(Context ctx) {
    var key = key(ctx);
    if (operator.isAdmin(key)) Callers.rememberAdmin(ctx);
    if (operator.isAdmin(key)) throw notAllowed("needs the API key of a server, not the admin key");
    return callerOfKey.apply(key).orElseThrow(() -> invalid(ctx));
  }

  private void admin(Context ctx) {
    var key = key(ctx);
    if (operator.isAdmin(key)) Callers.rememberAdmin(ctx);
    if (operator.isAdmin(key)) return;
    Callers.remember(ctx, callerOfKey.apply(key).orElseThrow(() -> invalidAdmin(ctx)));
    throw notAllowed("needs the admin key (the setting ADMIN_KEY), not the API key of a server");
  }

  /**
   * A browser stores the Basic credentials and sends them with every later request to this host,
   * also with requests that another site triggers. So they are accepted only for pages that change
   * nothing.
   */
  private void adminPage(Context ctx) {
    var header = ctx.header(Header.AUTHORIZATION);
    if (BasicCredentials.passwordIn(header).filter(operator::isAdmin).isPresent()) return;
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      admin(ctx);
      return;
    }
    ctx.header(Header.WWW_AUTHENTICATE, "Basic realm=\"Registration API\", charset=\"UTF-8\"");
    if (header != null && operator.admin().isEmpty()) throw noAdminKey();
    throw Failure.of(
        header == null ? ErrorCode.KEY_REQUIRED : ErrorCode.KEY_INVALID,
        "Send the admin key as the password of HTTP Basic authentication, with any user.");
  }

  private void metrics(Context ctx) {
    if (local.isLocal(ctx) || operator.isMetrics(key(ctx))) return;
    admin(ctx);
  }

  private void mailjet(Context ctx) {
    var header = ctx.header(Header.AUTHORIZATION);
    if (mailjet.isPresent() && mailjet.get().areIn(header)) return;
    ctx.header(Header.WWW_AUTHENTICATE, "Basic realm=\"mailjet events\"");
    throw Failure.of(
        ErrorCode.CREDENTIALS_INVALID,
        "Send the user and password of the settings by HTTP Basic authentication.");
  }

  private void local(Context ctx) {
    if (!local.isLocal(ctx))
      throw Failure.of(
          ErrorCode.NOT_LOCAL, "This page is only shown to a browser on the same machine.");
  }

  /** The key as sent; RFC 6750, section 2.1. */
  private static String key(Context ctx) {
    var header = ctx.header(Header.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
      return header.substring(SCHEME.length()).strip();
    ctx.header(Header.WWW_AUTHENTICATE, "Bearer");
    throw Failure.of(
        ErrorCode.KEY_REQUIRED, "Send a key in the header Authorization: Bearer <key>.");
  }

  private static Failure invalid(Context ctx) {
    ctx.header(Header.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    return Failure.of(ErrorCode.KEY_INVALID, "This key is unknown or was revoked.");
  }

  /** An unset admin key is no secret, and otherwise looks like a wrong one. */
  private Failure invalidAdmin(Context ctx) {
    if (!operator.admin().isEmpty()) return invalid(ctx);
    ctx.header(Header.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    return noAdminKey();
  }

  private static Failure noAdminKey() {
    return Failure.of(
        ErrorCode.ADMIN_KEY_NOT_SET,
        "This service has no admin key; set ADMIN_KEY and restart it.");
  }

  private static Failure notAllowed(String what) {
    return Failure.of(ErrorCode.KEY_NOT_ALLOWED, "This route " + what + ".");
  }
}

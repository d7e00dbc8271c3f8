package org.registrationapi.registration;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.registrationapi.http.Page;
import org.registrationapi.registration.LinkState.Kind;
import org.registrationapi.servers.Server;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Templates;

/** The pages behind the link: the only ones that most people ever see of us. */
public final class ValidationPages {
  private static final int SEE_OTHER = 303;

  private final Templates templates;

  public ValidationPages(Templates templates) {
    this.templates = templates;
  }

  /** Answers with the page of a state. */
  void show(Context ctx, LinkState state) {
    var action = state.kind() == Kind.PENDING ? "/validation/" + ctx.pathParam("token") : null;
    var look = PageLook.of(state.server());
    var model =
        new ValidationPageModel(
            messages(ctx, state),
            state.kind().name().toLowerCase(Locale.ROOT),
            state.server().map(Server::displayName).orElse(null),
            state.validation().map(Validation::email).orElse(null),
            action,
            look);
    var policy =
        Page.policy(
            look.css(),
            "img-src %s; form-action 'self'%s; frame-ancestors 'none'"
                .formatted(look.pictures(), formTarget(state)));
    Page.show(ctx, status(state.kind()), templates.html("page/validation", model), policy);
  }

  /**
   * The user's language; of an unknown user what the browser wants; else the server's, as in the
   * mail.
   */
  private static Messages messages(Context ctx, LinkState state) {
    var wish =
        state.validation().isPresent()
            ? state.validation().get().locale()
            : Messages.accepted(ctx.header(Header.ACCEPT_LANGUAGE));
    return Messages.of(wish, state.server().map(Server::locale).orElse(null));
  }

  private static int status(Kind kind) {
    return switch (kind) {
      case PENDING, ACTIVATED, REJECTED -> 200;
      case EXPIRED, REPLACED -> 410;
      case FORGED -> 404;
    };
  }

  /**
   * Browsers hold form-action against redirects, too: ours, and every one after it. Where the
   * server sends the browser on to is its own affair, so any host will do, if the protocol is as
   * safe.
   */
  private static String formTarget(LinkState state) {
    return redirectUrl(state).map(URI::create).map(url -> " " + url.getScheme() + ":").orElse("");
  }

  private static Optional<String> redirectUrl(LinkState state) {
    return state.server().map(Server::redirectUrl);
  }

  /**
   * Sends the browser of an activated user back to the server; false if the server has no place for
   * it.
   */
  boolean redirect(Context ctx, LinkState state) {
    var url = redirectUrl(state);
    if (state.kind() != Kind.ACTIVATED || url.isEmpty()) return false;
    ctx.status(SEE_OTHER).header(Header.LOCATION, withStatus(url.get()));
    return true;
  }

  private static String withStatus(String url) {
    var hash = url.indexOf('#');
    var base = hash < 0 ? url : url.substring(0, hash);
    var fragment = hash < 0 ? "" : url.substring(hash);
    return base + (base.contains("?") ? "&" : "?") + "status=activated" + fragment;
  }
}

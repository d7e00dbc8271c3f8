package org.registrationapi.links;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.time.Clock;
import java.util.List;
import org.registrationapi.answer.Json;
import org.registrationapi.answer.Page;
import org.registrationapi.answer.RelativeUrl;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.registrationapi.links.LinkState.Kind;
import org.registrationapi.request.Accept;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.RedirectSecrets;
import org.registrationapi.servers.Server;
import org.registrationapi.servers.TargetUrl;
import org.registrationapi.text.Messages;
import org.registrationapi.text.Templates;

/**
 * Responses to a followed link: JSON for programs, a page for people. Most people see no other
 * pages of this service.
 */
public final class LinkPages {
  private static final int SEE_OTHER = 303;
  private static final String PASSWORD_SCRIPT =
      "script-src " + Page.hash(LinkPageModel.PASSWORD_SCRIPT) + "; ";

  private final Templates templates;
  private final Redirect redirect;

  public LinkPages(Templates templates, RedirectSecrets redirects, Clock clock) {
    this.templates = templates;
    this.redirect = new Redirect(redirects, clock);
  }

  /**
   * Answers with a link's state.
   *
   * @throws Failure 404, 409 or 410 to a program, if the link does not work
   */
  public void answer(Context ctx, LinkState state) {
    if (Accept.wantsHtml(ctx)) show(ctx, state, status(state.kind()), List.of());
    else Json.answer(ctx.status(status(state.kind())), json(state));
  }

  /**
   * Answers with the state after the link was used. If it worked and the server has a redirect URL,
   * a browser is redirected there.
   *
   * @throws Failure 404, 409 or 410 to a program, if the link does not work
   */
  public void answerDone(Context ctx, LinkState state) {
    var target = redirect.of(state).filter(url -> Accept.wantsHtml(ctx));
    if (target.isEmpty()) answer(ctx, state);
    else ctx.status(SEE_OTHER).header(Header.LOCATION, target.get());
  }

  /** Answers with the same page again, and the faults of the input. */
  public void refuse(Context ctx, LinkState state, List<FieldError> errors) {
    show(ctx, state, 422, errors);
  }

  private void show(Context ctx, LinkState state, int status, List<FieldError> errors) {
    var theme = PageTheme.of(state.server());
    var model = model(ctx, state, errors, theme);
    var policy =
        Page.policy(
            theme.css(),
            (model.asksPassword() ? PASSWORD_SCRIPT : "")
                + "img-src %s; form-action 'self'%s; frame-ancestors 'none'"
                    .formatted(theme.pictures(), formTarget(state)));
    Page.show(ctx, status, templates.html("page/link", model), policy);
  }

  private static LinkPageModel model(
      Context ctx, LinkState state, List<FieldError> errors, PageTheme theme) {
    var isOpen = state.kind() == Kind.PENDING;
    var action = action(ctx, state.purpose());
    return new LinkPageModel(
        messages(ctx, state),
        state.purpose(),
        state.kind(),
        state.server().map(Server::displayName).orElse(null),
        state.validation().map(StoredLink::email).orElse(null),
        isOpen ? action : null,
        state.isRenewable() ? action + "/new-link" : null,
        isOpen ? null : state.server().flatMap(TargetUrl::home).orElse(null),
        state.server().map(Server::passwordMinLength).orElse(0),
        errors.stream().map(FieldError::code).toList(),
        theme);
  }

  private static String action(Context ctx, LinkPurpose purpose) {
    return RelativeUrl.of(ctx, purpose.path() + ctx.pathParam("token"));
  }

  /** The user's language; for an unknown user the browser's; else the server's, as in the mail. */
  private static Messages messages(Context ctx, LinkState state) {
    var wish =
        state.validation().isPresent()
            ? state.validation().get().locale()
            : Messages.accepted(ctx.header(Header.ACCEPT_LANGUAGE));
    return Messages.of(wish, state.server().map(Server::locale).orElse(null));
  }

  private static int status(Kind kind) {
    return switch (kind) {
      case PENDING, ACTIVATED, CHANGED, REJECTED -> 200;
      case REQUESTED -> 202;
      case TAKEN -> 409;
      case EXPIRED, REPLACED -> 410;
      case FORGED -> 404;
    };
  }

  private static Object json(LinkState state) {
    switch (state.kind()) {
      case PENDING, ACTIVATED, CHANGED, REJECTED -> {}
      case REQUESTED -> {
        return Accepted.ALWAYS;
      }
      case TAKEN ->
          throw Failure.of(
              ErrorCode.ALREADY_REGISTERED,
              "This address belongs to another user of this server by now.");
      case EXPIRED ->
          throw Failure.of(ErrorCode.LINK_EXPIRED, "This link has expired; request a new mail.");
      case REPLACED ->
          throw Failure.of(
              ErrorCode.LINK_REPLACED, "This link no longer works: " + why(state.purpose()));
      case FORGED ->
          throw Failure.of(
              ErrorCode.LINK_NOT_FOUND, "There is no such link; it may be incomplete.");
    }
    var validation = state.validation().orElseThrow();
    return new LinkAnswer(
        state.word(),
        state.server().orElseThrow().name(),
        validation.email(),
        validation.expiresAt());
  }

  private static String why(LinkPurpose purpose) {
    return switch (purpose) {
      case VALIDATION -> "a newer mail has replaced it, or the registration was withdrawn.";
      case PASSWORD_RESET -> "it was used, or a newer mail has replaced it, or the user changed.";
      case EMAIL_CHANGE ->
          "a newer mail has replaced it, or the change was taken back, or the user was deleted.";
      case EMAIL_UNDO ->
          "it was used, or an earlier change was taken back, or the user was deleted.";
    };
  }

  /**
   * Browsers also apply form-action to redirects: to ours, and to each one after it. The server may
   * redirect further to any host, so any host is allowed, with a protocol that is as safe.
   */
  private static String formTarget(LinkState state) {
    var url = state.server().map(Server::redirectUrl);
    return url.map(target -> " " + TargetUrl.scheme(target) + ":").orElse("");
  }
}

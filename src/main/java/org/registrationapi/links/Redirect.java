package org.registrationapi.links;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.RedirectSecrets;
import org.registrationapi.servers.Server;

/**
 * The URL of a server to which a browser is sent after its link was used. It tells the server what
 * happened to which user and when, with a signature, so that people cannot write such URLs
 * themselves. The time is that of the event and not of the request: the link can be used again at
 * any time, and an old event must not look new.
 */
final class Redirect {
  private final RedirectSecrets secrets;
  private final Clock clock;

  Redirect(RedirectSecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** The URL; empty if the link did not work, or its server has no redirect URL. */
  Optional<String> of(LinkState state) {
    var url = state.server().map(Server::redirectUrl);
    var status = status(state);
    if (url.isEmpty() || status.isEmpty()) return Optional.empty();
    return Optional.of(with(url.get(), parameters(state, status.get())));
  }

  private String parameters(LinkState state, String status) {
    var userId = state.validation().orElseThrow().userId();
    var told = "status=" + status + "&user=" + userId;
    return time(state)
        .map(time -> told + signature(state.server().orElseThrow().id(), status, userId, time))
        .orElse(told);
  }

  private String signature(long serverId, String status, UUID userId, Instant time) {
    var signature = secrets.sign(serverId, status, userId, time);
    return "&time=" + time.getEpochSecond() + "&signature=" + signature;
  }

  /** What happened; empty unless the link worked. */
  private static Optional<String> status(LinkState state) {
    if (state.kind() == LinkState.Kind.ACTIVATED) return Optional.of("activated");
    if (state.kind() != LinkState.Kind.CHANGED) return Optional.empty();
    return Optional.of(
        state.purpose() == LinkPurpose.PASSWORD_RESET ? "password_changed" : "email_changed");
  }

  /** When it happened; empty if that is no longer known. */
  private Optional<Instant> time(LinkState state) {
    if (state.kind() == LinkState.Kind.ACTIVATED)
      return state.validation().map(StoredLink::timeActivated);
    return state.isUsedNow() ? Optional.of(clock.instant()) : Optional.empty();
  }

  /** The parameters stand behind those of the URL, and before its fragment. */
  private static String with(String url, String parameters) {
    var hash = url.indexOf('#');
    var base = hash < 0 ? url : url.substring(0, hash);
    var fragment = hash < 0 ? "" : url.substring(hash);
    return base + (base.contains("?") ? "&" : "?") + parameters + fragment;
  }
}

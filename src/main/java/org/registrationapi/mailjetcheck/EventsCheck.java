package org.registrationapi.mailjetcheck;

import static org.registrationapi.mailcheck.CheckName.EVENTS;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.mailcheck.Reply;
import org.registrationapi.mailjetcheck.MailjetAccount.Arrivals;
import org.registrationapi.mailjetcheck.MailjetAccount.EventUrl;

/** Whether Mailjet reports what became of mails. Without events mails are still sent. */
final class EventsCheck {
  /** The kinds of events that .github/API.md asks for. */
  private static final List<String> WANTED = List.of("sent", "bounce", "blocked", "spam");

  /** The time of the last event is known to the minute. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  private static final String WHERE = "in Mailjet's account settings, Event notifications";

  private final MailCheckSettings settings;

  EventsCheck(MailCheckSettings settings) {
    this.settings = settings;
  }

  CheckResult of(Reply<List<EventUrl>> callbacks, Reply<Arrivals> arrivals) {
    if (settings.eventsLogin().isEmpty())
      return CheckResult.warning(
          EVENTS,
          "Mailjet's events are not received, so it is not known which mails arrive.",
          "Set MAILJET_EVENTS_USER and MAILJET_EVENTS_PASSWORD, and enter "
              + address()
              + " "
              + WHERE
              + ", for "
              + String.join(", ", WANTED)
              + ".");
    var isArriving = arrivals.value().filter(EventsCheck::isArriving).isPresent();
    return callbacks
        .value()
        .flatMap(list -> fault(list, isArriving))
        .orElseGet(() -> came(callbacks, arrivals));
  }

  /** With words in the place of the user and the password. */
  private String address() {
    return settings.eventsUrl().toString().replaceFirst("://", "://USER:PASSWORD@");
  }

  /**
   * What is wrong with Mailjet's settings; empty if nothing is.
   *
   * @param isArriving whether events arrive, so that the password must be right, shown or not
   */
  private Optional<CheckResult> fault(List<EventUrl> callbacks, boolean isArriving) {
    var ours = callbacks.stream().filter(this::leadsHere).toList();
    if (ours.isEmpty())
      return warning("Mailjet reports no events to this service", "Enter " + address());
    if (!isArriving && ours.stream().anyMatch(one -> !hasOurLogin(one)))
      return warning(
          "Mailjet reports events without the user and the password of the settings",
          "Enter " + address() + " with MAILJET_EVENTS_USER and MAILJET_EVENTS_PASSWORD");
    var isDead = ours.stream().anyMatch(one -> one.status().equalsIgnoreCase("dead"));
    if (isDead) return warning("Mailjet has given up reporting events here", "Enter it again");
    var missing = WANTED.stream().filter(event -> !isReported(event, ours)).toList();
    if (missing.isEmpty()) return Optional.empty();
    return warning(
        "Mailjet does not report these events here: " + String.join(", ", missing),
        "Enter " + address() + " for them, too");
  }

  private static Optional<CheckResult> warning(String found, String toDo) {
    return Optional.of(CheckResult.warning(EVENTS, found + ".", toDo + ", " + WHERE + "."));
  }

  private boolean leadsHere(EventUrl callback) {
    return uri(callback).filter(url -> place(url).equals(place(settings.eventsUrl()))).isPresent();
  }

  private static Optional<URI> uri(EventUrl callback) {
    try {
      return Optional.of(URI.create(callback.url()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String place(URI url) {
    var path = Objects.requireNonNullElse(url.getPath(), "").replaceFirst("/+$", "");
    return (url.getScheme() + "://" + url.getHost() + ":" + port(url)).toLowerCase(Locale.ROOT)
        + path;
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) return url.getPort();
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private boolean hasOurLogin(EventUrl callback) {
    var login = settings.eventsLogin().orElseThrow();
    var ours = login.user() + ":" + login.password().value();
    return uri(callback).map(URI::getUserInfo).filter(ours::equals).isPresent();
  }

  private static boolean isReported(String event, List<EventUrl> ours) {
    return ours.stream().anyMatch(one -> one.event().equalsIgnoreCase(event));
  }

  private static CheckResult came(Reply<List<EventUrl>> callbacks, Reply<Arrivals> arrivals) {
    var last = arrivals.value().flatMap(Arrivals::lastEvent);
    if (arrivals.value().filter(EventsCheck::isOverdue).isPresent())
      return CheckResult.warning(
          EVENTS,
          last.map(time -> "No event has come since " + seconds(time)).orElse("No event ever came")
              + ", although mails were sent.",
          "Look whether Mailjet can reach PUBLIC_URL: the firewall, the proxy and the certificate.");
    if (last.isPresent())
      return CheckResult.ok(EVENTS, "The last event came at " + seconds(last.get()) + ".");
    var trouble = callbacks.trouble().or(arrivals::trouble);
    if (trouble.isPresent())
      return CheckResult.unknown(
          EVENTS,
          "Whether events come is not known: " + trouble.get().why() + ".",
          "Check again later.");
    return CheckResult.ok(
        EVENTS, "Mailjet is to report events here. None has come yet, and none was due.");
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static boolean isArriving(Arrivals arrivals) {
    return arrivals.lastEvent().isPresent() && !isOverdue(arrivals);
  }

  /** Every mail has an event, that it was sent, within a few minutes. */
  private static boolean isOverdue(Arrivals arrivals) {
    if (arrivals.lastMail().isEmpty()) return false;
    var expected = arrivals.lastMail().get().minus(PRECISION);
    return arrivals.lastEvent().filter(last -> last.isAfter(expected)).isEmpty();
  }
}

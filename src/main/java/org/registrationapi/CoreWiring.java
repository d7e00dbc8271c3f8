package org.registrationapi;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.commands.Purge;
import org.registrationapi.commands.Services;
import org.registrationapi.delivery.MailTidying;
import org.registrationapi.events.EventExpiry;
import org.registrationapi.mailadmin.MailService;
import org.registrationapi.mailadmin.MailStatisticsService;
import org.registrationapi.mailcheck.MailCheckService;
import org.registrationapi.mailcheck.MailCheckThreads;
import org.registrationapi.mailevents.BounceService;
import org.registrationapi.servers.Caches;
import org.registrationapi.servers.KeyService;
import org.registrationapi.servers.ServerService;
import org.registrationapi.settings.Settings;
import org.registrationapi.users.PendingExpiry;
import org.registrationapi.users.UserService;

/**
 * Builds the services that requests and commands share. They need no secret key, no mail provider
 * and no HTTP. Nothing is started here.
 */
final class CoreWiring {
  private final Settings settings;
  private final Jdbi jdbi;
  private final Clock clock = Clock.systemUTC();
  private final ServerService servers;
  private final KeyService keys;
  private final UserService users;
  private final MailStatisticsService mailStatistics;

  CoreWiring(Settings settings, Jdbi jdbi) {
    this.settings = settings;
    this.jdbi = jdbi;
    var callers = Caches.callers(Ticker.systemTicker());
    servers = new ServerService(jdbi, callers, Caches.servers(Ticker.systemTicker()));
    keys = new KeyService(jdbi, servers, callers);
    users = new UserService(jdbi, clock);
    mailStatistics = new MailStatisticsService(jdbi);
  }

  Settings settings() {
    return settings;
  }

  Jdbi jdbi() {
    return jdbi;
  }

  Clock clock() {
    return clock;
  }

  ServerService servers() {
    return servers;
  }

  KeyService keys() {
    return keys;
  }

  UserService users() {
    return users;
  }

  MailStatisticsService mailStatistics() {
    return mailStatistics;
  }

  /**
   * The operator's view of mails.
   *
   * @param wakeSender see {@link MailService}
   */
  MailService mails(Runnable wakeSender) {
    return new MailService(jdbi, wakeSender);
  }

  BounceService bounces() {
    return new BounceService(jdbi);
  }

  /**
   * The checks of senders.
   *
   * @param threads run them
   */
  MailCheckService mailChecks(Executor threads) {
    return MailCheckService.of(settings.mail(), settings.mailCheck(), jdbi, threads, clock);
  }

  EventExpiry eventExpiry() {
    return new EventExpiry(jdbi, settings.retention().events());
  }

  MailTidying mailTidying() {
    return new MailTidying(jdbi, clock, settings.retention().mails());
  }

  /** Empty if pending users are kept for ever. */
  Optional<PendingExpiry> pendingExpiry() {
    return settings.retention().pendingUsers().map(life -> new PendingExpiry(jdbi, clock, life));
  }

  /**
   * What commands use. A mail that a command queues is found by the sender of a running service
   * within 2 s, or by its next start.
   */
  Services services() {
    return new Services(
        servers,
        keys,
        users,
        mails(() -> {}),
        mailStatistics,
        bounces(),
        mailChecks(MailCheckThreads.make()),
        new Purge(pendingExpiry(), mailTidying(), eventExpiry()));
  }
}

package org.registrationapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.BackgroundWork.Job;
import org.registrationapi.events.EventRollup;
import org.registrationapi.events.FunnelService;
import org.registrationapi.mailadmin.MailListApi;
import org.registrationapi.mailadmin.MailsApi;
import org.registrationapi.mailbox.MailboxApi;
import org.registrationapi.mailcheck.MailCheckApi;
import org.registrationapi.mailcheck.MailCheckJob;
import org.registrationapi.mailcheck.MailCheckService;
import org.registrationapi.mailcheck.MailCheckThreads;
import org.registrationapi.mailevents.BouncesApi;
import org.registrationapi.mailevents.MailEventService;
import org.registrationapi.mailevents.MailEventsApi;
import org.registrationapi.request.Body;
import org.registrationapi.request.Json;
import org.registrationapi.servermails.ServerMailService;
import org.registrationapi.servermails.ServerMailsApi;
import org.registrationapi.servers.KeysApi;
import org.registrationapi.servers.ServersApi;
import org.registrationapi.settings.Settings;
import org.registrationapi.status.FunnelApi;
import org.registrationapi.status.Metrics;
import org.registrationapi.status.StatusApi;
import org.registrationapi.status.StatusService;
import org.registrationapi.text.Templates;

/**
 * Builds the handlers of what the operator does: servers, keys, mails and the status. Nothing is
 * started here.
 */
final class OperatorWiring {
  private final CoreWiring core;
  private final MailWiring mail;
  private final Settings settings;
  private final Jdbi jdbi;
  private final Templates templates;
  private final Body body = new Body(Json.mapper());
  private final FunnelService funnels;
  private final MailCheckService mailChecks;
  private final MailCheckJob mailCheckJob;

  /** Builds the services that several of the handlers share, and lets the metrics read them. */
  OperatorWiring(CoreWiring core, MailWiring mail, Templates templates, Metrics metrics) {
    this.core = core;
    this.mail = mail;
    this.templates = templates;
    settings = core.settings();
    jdbi = core.jdbi();
    funnels = new FunnelService(jdbi, core.clock(), settings.noEventsReason().isEmpty());
    var checking = MailCheckThreads.make();
    mailChecks = core.mailChecks(checking);
    mailCheckJob = new MailCheckJob(mailChecks, jdbi, checking);
    metrics.watch(core.mailStatistics(), funnels);
    metrics.watch(mailCheckJob);
  }

  ServersApi serversApi() {
    return new ServersApi(core.servers(), body);
  }

  KeysApi keysApi() {
    return new KeysApi(core.keys(), body);
  }

  ServerMailsApi serverMailsApi() {
    var lifetimes = settings.mail().linkLifetimes();
    var service =
        new ServerMailService(jdbi, core.servers(), mail.composer(), mail.sender(), lifetimes);
    return new ServerMailsApi(service, body);
  }

  FunnelApi funnelApi() {
    return new FunnelApi(core.servers(), funnels);
  }

  MailCheckApi mailCheckApi() {
    return new MailCheckApi(core.servers(), mailChecks);
  }

  MailsApi mailsApi() {
    return new MailsApi(core.mails(mail.sender()::wake), core.mailStatistics());
  }

  BouncesApi bouncesApi() {
    return new BouncesApi(core.bounces());
  }

  MailEventsApi mailEventsApi() {
    var service = new MailEventService(jdbi, settings.mail());
    return new MailEventsApi(service, new Body(Json.foreign()));
  }

  StatusApi statusApi() {
    var sending =
        new StatusService.Sending(
            settings.mail().isSending(), settings.mailWarning(), settings.noEventsReason());
    var service =
        new StatusService(core.servers(), funnels, core.mailStatistics(), mailChecks, sending);
    return new StatusApi(service, templates);
  }

  MailListApi mailListApi() {
    return new MailListApi(core.mails(mail.sender()::wake), templates);
  }

  Optional<MailboxApi> mailboxApi() {
    return mail.mailbox().map(mails -> new MailboxApi(mails, templates));
  }

  /** The periodic jobs that count, check, and delete what is old. */
  List<Job> jobs() {
    var jobs = new ArrayList<Job>();
    jobs.add(Job.everyMinute("count events", new EventRollup(jdbi)::run));
    jobs.add(Job.everyHour("delete old events", core.eventExpiry()::run));
    jobs.add(Job.everyHour("delete old mails and counts of mails", core.mailTidying()::tidy));
    core.pendingExpiry()
        .ifPresent(expiry -> jobs.add(Job.everyHour("delete expired users", expiry::run)));
    jobs.add(Job.everyHour("check senders", mailCheckJob::begin));
    return jobs;
  }
}

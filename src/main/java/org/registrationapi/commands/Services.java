package org.registrationapi.commands;

import org.registrationapi.mailadmin.MailService;
import org.registrationapi.mailadmin.MailStatisticsService;
import org.registrationapi.mailcheck.MailCheckService;
import org.registrationapi.mailevents.BounceService;
import org.registrationapi.servers.KeyService;
import org.registrationapi.servers.ServerService;
import org.registrationapi.users.UserService;

/** The services that commands call. */
public record Services(
    ServerService servers,
    KeyService keys,
    UserService users,
    MailService mails,
    MailStatisticsService mailStatistics,
    BounceService bounces,
    MailCheckService mailChecks,
    Purge purge) {}

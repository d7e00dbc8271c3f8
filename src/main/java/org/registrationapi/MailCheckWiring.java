package org.registrationapi;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.dnscheck.SmtpChecks;
import org.registrationapi.dnscheck.TxtLookup;
import org.registrationapi.mailcheck.MailCheck;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.mailcheck.ProviderChecks;
import org.registrationapi.mailjetcheck.MailjetChecks;
import org.registrationapi.transport.MailSettings;

/** Builds the checks of the mail provider in the settings. */
final class MailCheckWiring {
  private MailCheckWiring() {}

  /** Empty: no provider is set. */
  static Optional<ProviderChecks> provider(
      MailSettings mail, MailCheckSettings settings, Jdbi jdbi) {
    var dns = new TxtLookup(settings.dnsServer());
    var mailjet =
        mail.mailjet()
            .map(
                account ->
                    new ProviderChecks(
                        MailCheck.Provider.MAILJET,
                        account.sender().address(),
                        new MailjetChecks(account, settings, dns, jdbi)));
    return mailjet.or(
        () ->
            mail.smtp()
                .map(
                    server ->
                        new ProviderChecks(
                            MailCheck.Provider.SMTP,
                            server.sender().address(),
                            new SmtpChecks(settings, dns))));
  }
}

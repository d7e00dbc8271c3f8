package org.registrationapi.mailcheck;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.transport.MailSettings;

/**
 * The checks of the provider in the settings.
 *
 * @param provider its name in answers
 * @param defaultSender of servers without a sender of their own
 */
record ProviderChecks(MailCheck.Provider provider, String defaultSender, SenderChecks checks) {
  /** Empty: no provider is set. */
  static Optional<ProviderChecks> of(MailSettings mail, MailCheckSettings settings, Jdbi jdbi) {
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

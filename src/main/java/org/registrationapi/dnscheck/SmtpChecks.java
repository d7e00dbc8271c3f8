package org.registrationapi.dnscheck;

import java.util.List;
import java.util.Optional;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mailcheck.CheckName;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.MailCheckSettings;
import org.registrationapi.mailcheck.SenderChecks;

/** The checks with an SMTP server, which cannot be asked: by DNS only. */
public final class SmtpChecks implements SenderChecks {
  private static final String TEST = "POST /servers/{name}/mails/validation/test sends a test mail";

  private final TxtLookup dns;
  private final Optional<String> dkimSelector;

  public SmtpChecks(MailCheckSettings settings, TxtLookup dns) {
    this.dns = dns;
    dkimSelector = settings.dkimSelector();
  }

  @Override
  public List<CheckResult> of(EmailAddress sender) {
    var domain = Domain.of(sender);
    return List.of(
        CheckResult.unknown(
            CheckName.SENDER,
            "An SMTP server does not tell in advance whether it accepts a sender.",
            TEST + "; GET /mails/{id} shows the server's answer."),
        SpfCheck.of(domain, dns.of(domain)),
        DkimCheck.of(domain, dkimSelector, dns),
        DmarcCheck.of(domain, dns),
        CheckResult.unknown(
            CheckName.EVENTS,
            "An SMTP server sends no events. Mails that do not arrive come back to the sender's address.",
            "Read the mailbox of " + sender.address() + " for a while."),
        CheckResult.unknown(
            CheckName.CLICK_TRACKING,
            "Whether the SMTP server rewrites links cannot be seen from here.",
            TEST
                + "; its link has to begin with PUBLIC_URL. If not, turn off click tracking there."));
  }
}

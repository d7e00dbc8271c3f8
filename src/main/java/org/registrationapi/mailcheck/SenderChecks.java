package org.registrationapi.mailcheck;

import java.util.List;
import org.registrationapi.input.EmailAddress;

/** The checks of one provider. */
public interface SenderChecks {
  /** Checks a sender, which may take some seconds. Never throws because something is away. */
  List<CheckResult> of(EmailAddress sender);
}

package org.registrationapi.mailjetcheck;

import static org.registrationapi.mailcheck.CheckName.CLICK_TRACKING;

import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.Reply;

/**
 * Whether Mailjet leaves the links as they are. Each mail asks for it, which takes precedence over
 * the account's setting; the newest mail shows whether it was done.
 */
final class ClickTrackingCheck {
  private static final String ASKED =
      "Each mail asks Mailjet to leave its links as they are, whatever the account's setting is";

  private ClickTrackingCheck() {}

  /**
   * The result.
   *
   * @param tracked whether the links of the newest mail were rewritten
   */
  static CheckResult of(Reply<Boolean> tracked) {
    if (tracked.value().isEmpty()) return CheckResult.ok(CLICK_TRACKING, ASKED + ".");
    if (!tracked.value().get())
      return CheckResult.ok(CLICK_TRACKING, ASKED + "; with the newest mail it did.");
    return CheckResult.failed(
        CLICK_TRACKING,
        "Mailjet rewrote the links of the newest mail, although it was asked not to.",
        "Turn off click tracking in Mailjet's account settings. If MAILJET_URL is a proxy, look whether it changes"
            + " calls.");
  }
}

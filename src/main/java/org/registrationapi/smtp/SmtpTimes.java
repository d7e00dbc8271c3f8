package org.registrationapi.smtp;

import java.time.Duration;

/**
 * Time limits of a call.
 *
 * @param connect to one address of the server
 * @param read for the server's next bytes
 * @param write for one write
 * @param begin no further mail is begun later than this after the call, so that a stop has to wait
 *     for one slow mail at most
 * @param whole the connection is cut this long after the call, whatever happens; shorter than the
 *     lease of the mails
 */
record SmtpTimes(Duration connect, Duration read, Duration write, Duration begin, Duration whole) {
  static final SmtpTimes USUAL =
      new SmtpTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(70));
}

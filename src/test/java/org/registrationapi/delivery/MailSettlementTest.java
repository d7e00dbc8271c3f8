package org.registrationapi.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailTheme;

/** The delays between attempts to send a mail. */
class MailSettlementTest {
  @ParameterizedTest(name = "attempt {0}: {1} to {2} s")
  @CsvSource({
    "1, 24, 36",
    "2, 48, 72",
    "3, 96, 144",
    "7, 1536, 2304",
    "8, 2880, 4320", // 30 s · 2⁷ would be longer than an hour
    "9, 2880, 4320",
    "64, 2880, 4320",
    "65, 2880, 4320",
    "2147483647, 2880, 4320"
  })
  void retry_delays_double_from_30_seconds_to_an_hour_with_20_percent_jitter(
      int attempts, long shortest, long longest) {
    var waits =
        LongStream.range(0, 2_000)
            .map(i -> MailSettlement.delay(mail(attempts)).toSeconds())
            .summaryStatistics();
    var tenth = (longest - shortest) / 10;

    assertThat(waits.getMin()).isBetween(shortest, shortest + tenth);
    assertThat(waits.getMax()).isBetween(longest - tenth, longest);
  }

  private static Mail mail(int attempts) {
    return new Mail(
        1,
        new UUID(0, 1),
        new UUID(0, 2),
        "validation",
        "ada@example.com",
        null,
        null,
        new MailTheme("The Little Shop", "en", null, null, null, null, Map.of()),
        null,
        null,
        null,
        86_400,
        attempts,
        false,
        "queued",
        Instant.EPOCH);
  }
}

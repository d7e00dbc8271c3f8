package org.registrationapi.testing;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests that must begin and end on the same day (UTC): shortly before midnight, each test waits
 * for the next day.
 */
public final class WithinOneDay implements BeforeEachCallback {
  private static final LocalTime TOO_LATE = LocalTime.of(23, 55);

  @Override
  public void beforeEach(ExtensionContext context) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> LocalTime.now(ZoneOffset.UTC).isBefore(TOO_LATE));
  }
}

package org.registrationapi.testing;

import java.util.Map;

/** Another application like {@link SharedApp}, whose tests run beside those of that one. */
public final class SecondApp {
  public static final TestApp APP =
      TestApp.start(Map.of("HASHING_QUEUE", "200", "HASHING_WAIT", "30s"));

  private SecondApp() {}
}

package org.registrationapi.settings;

import java.util.List;

/** Invalid settings. The message names every fault and contains no secret. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(List<String> faults) {
    super("Invalid settings:\n" + String.join("\n", faults.stream().map(f -> "  " + f).toList()));
  }
}

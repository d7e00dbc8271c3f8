package org.registrationapi.settings;

import java.util.List;

/**
 * Settings that cannot be started with; the message names every one of them and has no secret in
 * it.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(List<String> faults) {
    super(
        "These settings have to be mended:\n"
            + String.join("\n", faults.stream().map(f -> "  " + f).toList()));
  }
}

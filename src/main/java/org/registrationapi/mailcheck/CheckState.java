package org.registrationapi.mailcheck;

import java.util.Collection;
import java.util.Locale;

/** The result of a check, the worse the later. */
enum CheckState {
  /** All is well. */
  OK,
  /** It cannot be told. */
  UNKNOWN,
  /** Mails arrive, but something is missing. */
  WARNING,
  /** Mails are lost or refused. */
  FAILED;

  /** The name in answers. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worst state of some results; ok if there are none. */
  static CheckState worst(Collection<CheckResult> results) {
    var worst = OK;
    for (var state : values())
      if (results.stream().anyMatch(result -> result.is(state))) worst = state;
    return worst;
  }
}

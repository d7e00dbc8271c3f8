package org.registrationapi.secrets;

/** A setting that must not appear in a log, error or banner. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}

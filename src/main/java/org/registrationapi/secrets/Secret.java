package org.registrationapi.secrets;

/** A setting that no log, error or banner may show. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}

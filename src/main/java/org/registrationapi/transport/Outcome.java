package org.registrationapi.transport;

/**
 * What became of one mail of a call. The reasons are for people; they name neither addresses nor
 * secrets.
 */
public sealed interface Outcome {
  /** It was taken over; from here on it is the provider's. */
  record Sent() implements Outcome {}

  /**
   * It was not taken over, as far as we know, but may be later.
   *
   * @param isUncertain whether it may have been taken over all the same, so that we must ask first
   */
  record Retry(String reason, boolean isUncertain) implements Outcome {}

  /** It was refused because of its sender: it waits until that is mended. */
  record Held(String reason) implements Outcome {}

  /** It was refused for good. */
  record Failed(String reason) implements Outcome {}

  /** It was not tried, because the call was turned away at the door: no attempt is used up. */
  record Released() implements Outcome {}
}

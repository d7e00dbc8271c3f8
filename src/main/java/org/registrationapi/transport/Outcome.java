package org.registrationapi.transport;

/**
 * The result of one mail in a call. The reasons are for people; they contain no addresses and no
 * secrets.
 */
public sealed interface Outcome {
  /** The provider accepted the mail. */
  record Sent() implements Outcome {}

  /**
   * The mail is not known to be accepted, and can be sent later.
   *
   * @param isUncertain whether it may have been accepted, so that the provider must be asked first
   */
  record Retry(String reason, boolean isUncertain) implements Outcome {}

  /** The mail was refused because of its sender; it waits until the sender is fixed. */
  record Held(String reason) implements Outcome {}

  /** The mail was refused permanently. */
  record Failed(String reason) implements Outcome {}

  /** The mail was not tried, because the whole call was refused; no attempt is used up. */
  record NotTried() implements Outcome {}
}

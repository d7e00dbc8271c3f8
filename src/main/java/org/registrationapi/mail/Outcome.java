package org.registrationapi.mail;

/** What the transport says of one mail. */
sealed interface Outcome {
  /** It was taken over; from here on it is the provider's. */
  record Sent() implements Outcome {}

  /** It was not, but may be later; the reason is for people and names no address. */
  record Retry(String reason) implements Outcome {}

  /** It was refused for good; the reason is for people. */
  record Failed(String reason) implements Outcome {}
}

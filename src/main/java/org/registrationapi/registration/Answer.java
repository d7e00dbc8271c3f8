package org.registrationapi.registration;

import java.util.UUID;

/**
 * What a registration is answered with.
 *
 * @param userId the user it made
 * @param text as it goes over the wire
 */
record Answer(UUID userId, String text) {
  @Override
  public String toString() {
    return "Answer[" + userId + "]"; // the rest is nobody's business
  }
}

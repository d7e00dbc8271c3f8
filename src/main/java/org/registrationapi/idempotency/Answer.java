package org.registrationapi.idempotency;

import java.util.UUID;
import org.jdbi.v3.core.mapper.PropagateNull;

/**
 * The answer to a registration.
 *
 * @param userId the user that it made
 * @param text as it goes over the wire
 */
public record Answer(@PropagateNull UUID userId, String text) {
  @Override
  public String toString() {
    return "Answer[" + userId + "]"; // the text holds personal data
  }
}

package org.registrationapi.idempotency;

import java.util.UUID;
import org.jdbi.v3.core.mapper.PropagateNull;

/**
 * The response to a registration.
 *
 * @param userId the user that was created, with whom the response is deleted; null with strict
 *     privacy, where the response is the same for every address and must not tell of a user
 * @param text the response body
 */
public record StoredAnswer(UUID userId, @PropagateNull String text) {
  @Override
  public String toString() {
    return "StoredAnswer[" + userId + "]"; // the text holds personal data
  }
}

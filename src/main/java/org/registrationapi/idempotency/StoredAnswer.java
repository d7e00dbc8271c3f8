package org.registrationapi.idempotency;

import java.util.UUID;
import org.jdbi.v3.core.mapper.PropagateNull;

/**
 * The response to a registration.
 *
 * @param userId the user that was created
 * @param text the response body
 */
public record StoredAnswer(@PropagateNull UUID userId, String text) {
  @Override
  public String toString() {
    return "StoredAnswer[" + userId + "]"; // the text holds personal data
  }
}

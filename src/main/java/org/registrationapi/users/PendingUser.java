package org.registrationapi.users;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A new row of the users table.
 *
 * @param emailKey the normalized address, which is unique
 * @param passwordHash PHC string
 */
public record PendingUser(
    long serverId,
    UUID id,
    String email,
    String emailKey,
    String passwordHash,
    String firstName,
    String lastName,
    LocalDate birthDate,
    String locale) {

  @Override
  public String toString() {
    return "PendingUser[" + id + "]"; // the rest is personal data
  }
}

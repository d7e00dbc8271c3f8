package org.registrationapi.delivery;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Reads the addresses that bounced for good, at any server. In a distributed PostgreSQL the table
 * is distributed by address, so it is read in statements of its own.
 */
interface BouncedAddressDao {
  /** Why an address bounced; empty if it is not known to bounce. */
  @SqlQuery("select reason from bounced_addresses where email_key = :emailKey")
  Optional<String> reason(String emailKey);
}

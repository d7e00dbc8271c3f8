package org.registrationapi.validation;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Activates or removes the pending user of a validation. */
interface ActivationDao {
  /**
   * Activates the pending user of a live validation and returns its id. Of several concurrent
   * requests one does it. Empty if there is no such user or validation.
   */
  @SqlQuery(
      """
      update users u
         set time_activated = now(), time_updated = now()
        from validations v
       where v.server_id = :serverId and v.id = :validationId and v.purpose = 'validation'
         and (v.expires_at is null or v.expires_at > now())
         and u.server_id = :serverId and u.id = v.user_id and u.time_activated is null
      returning u.id
      """)
  Optional<UUID> activate(long serverId, UUID validationId);

  /** Whether a user took the place of a pending one of the same address. */
  @SqlQuery(
      """
      select exists (select from users
                      where server_id = :serverId and id = :userId and replaced_another)
      """)
  boolean replacedAnother(long serverId, UUID userId);

  /** Removes the pending user of a validation, even of an expired one, and returns its id. */
  @SqlQuery(
      """
      delete from users u
       using validations v
       where v.server_id = :serverId and v.id = :validationId and v.purpose = 'validation'
         and u.server_id = :serverId and u.id = v.user_id and u.time_activated is null
      returning u.id
      """)
  Optional<UUID> deletePendingOf(long serverId, UUID validationId);
}

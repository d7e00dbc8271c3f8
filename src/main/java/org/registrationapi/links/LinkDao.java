package org.registrationapi.links;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads the validation of a link. */
public interface LinkDao {
  /** The validation of a link; empty if it was used up or replaced, or its user was deleted. */
  @SqlQuery(
      """
      select v.user_id, coalesce(v.email, u.email) as email, u.locale,
             case v.purpose when 'validation' then u.time_activated is not null
                            when 'email_change' then u.email_key = v.email_key
                            else false end as is_done,
             coalesce(v.expires_at <= now(), false) as is_expired, v.expires_at
        from validations v
        join users u on u.server_id = v.server_id and u.id = v.user_id
       where v.server_id = :serverId and v.id = :id and v.purpose = :purpose
      """)
  @RegisterConstructorMapper(StoredLink.class)
  Optional<StoredLink> find(long serverId, UUID id, String purpose);
}

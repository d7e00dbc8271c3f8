package org.registrationapi.secrets;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table secret_key_check, which has at most one row. Values are in hexadecimal. */
interface SecretKeyDao {
  /** The check value; empty before the first start. */
  @SqlQuery("select encode(check_value, 'hex') from secret_key_check")
  Optional<String> find();

  /** Stores the first check value, unless another instance has stored one. */
  @SqlUpdate(
      """
      insert into secret_key_check (check_value)
      values (decode(:checkValue, 'hex'))
      on conflict (is_only) do nothing
      """)
  void insert(String checkValue);

  /** Replaces the check value; false if another instance has replaced it. */
  @SqlUpdate(
      """
      update secret_key_check
         set check_value = decode(:checkValue, 'hex'), time_set = now()
       where check_value = decode(:before, 'hex')
      """)
  boolean replace(String before, String checkValue);
}

package org.registrationapi.users;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.registrationapi.database.HotQuery;

/** Finding one user, the hot read. */
public final class UserFindDao {
  /** The columns of {@link UserMapper}, of a user {@code u}. */
  static final String COLUMNS =
      """
      select u.id, s.name as server, u.email, u.first_name, u.last_name, u.birth_date, u.locale,
             u.time_created, u.time_updated, u.time_activated,
             m.status as mail_status, m.reason, v.time_sent, v.expires_at,
             case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end
                 as next_attempt_at
      """;

  /** The tables that they come from, besides. */
  static final String JOINS =
      """
        join servers s on s.id = u.server_id
        left join validations v
          on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
        left join mails m on m.server_id = v.server_id and m.id = v.id
      """;

  /** Both, of users. */
  public static final String SELECT = COLUMNS + "  from users u\n" + JOINS;

  /** The addresses {@code :emailKeys}, each a row of {@code asked}. */
  public static final String ASKED =
      """
      with asked as materialized (
          select *
            from unnest((select :emailKeys::text[])) as a (email_key)
           limit (select cardinality(:emailKeys::text[])))
      """;

  private static final UserMapper USER = new UserMapper();
  private static final HotQuery<User> BY_ID =
      new HotQuery<>(SELECT + " where u.server_id = :serverId and u.id = :id", USER);
  private static final HotQuery<Found> BY_EMAIL =
      new HotQuery<>(
          ASKED
              + COLUMNS
              + """
              , u.email_key
                from asked
                join users u on u.server_id = :serverId and u.email_key = asked.email_key
              """
              + JOINS,
          (row, context) -> new Found(row.getString("email_key"), USER.map(row, context)));

  private final Handle handle;

  public UserFindDao(Handle handle) {
    this.handle = handle;
  }

  /** The user of that id. */
  public Optional<User> findById(long serverId, UUID id) {
    return BY_ID.run(handle, name -> name.equals("serverId") ? serverId : id);
  }

  /** The user of that address, in the form in which addresses are compared. */
  public Optional<User> findByEmail(long serverId, String emailKey) {
    return Optional.ofNullable(findByEmail(serverId, List.of(emailKey)).get(emailKey));
  }

  /**
   * The users of those addresses, by address.
   *
   * @param emailKeys each only once
   */
  Map<String, User> findByEmail(long serverId, List<String> emailKeys) {
    var keys = emailKeys.toArray(String[]::new);
    return BY_EMAIL.all(handle, name -> name.equals("serverId") ? serverId : keys).stream()
        .collect(Collectors.toMap(Found::emailKey, Found::user));
  }

  /** A user and what it was found by. */
  private record Found(String emailKey, User user) {}
}

package org.registrationapi.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The users table. A server sees its own users only: every statement carries its id. */
@RegisterRowMapper(UserMapper.class)
public interface UserDao {
  /**
   * The users {@code u} of a page, without what belongs to them, and the one that begins the next.
   * That there are never more than {@link #MOST} is a constant: so PostgreSQL plans once what it
   * would else plan for each page anew, which takes as long as to read one.
   */
  String PAGE =
      """
      with u as (
          select server_id, id, email, email_key, first_name, last_name, birth_date, locale,
                 time_created, time_updated, time_activated
            from users u
      """;

  /** The longest page, and the one more. */
  int MOST = 101;

  /** What belongs to the users of a page. */
  String OF_PAGE =
      " limit " + MOST + ")\n" + UserFindDao.COLUMNS + "  from u\n" + UserFindDao.JOINS;

  /** A page of users, the newest first, all before an id. */
  @SqlQuery(
      PAGE
          + """
           where u.server_id = :serverId and u.id < :before
             and (:activated::boolean is null or (u.time_activated is not null) = :activated)
           order by u.id desc
          """
          + OF_PAGE
          + " order by u.id desc limit :limit")
  List<User> page(long serverId, Boolean activated, UUID before, int limit);

  /** A page of pending users, the newest first; a query of its own because an index knows them. */
  @SqlQuery(
      PAGE
          + """
           where u.server_id = :serverId and u.id < :before and u.time_activated is null
           order by u.id desc
          """
          + OF_PAGE
          + " order by u.id desc limit :limit")
  List<User> pagePending(long serverId, UUID before, int limit);

  /**
   * A page of users whose newest mail has a status, the newest user first; a query of its own
   * because an index knows the mails in trouble, which are few.
   */
  @SqlQuery(
      UserFindDao.SELECT
          + """
           where u.server_id = :serverId and u.id < :before and m.status = :mailStatus
             and (:activated::boolean is null or (u.time_activated is not null) = :activated)
           order by u.id desc
           limit :limit
          """)
  List<User> pageByMail(
      long serverId, String mailStatus, Boolean activated, UUID before, int limit);

  /**
   * A page of users whose address begins with something, by address, all after one address. As the
   * results of queries, the bounds do not lead PostgreSQL to a plan for them alone.
   */
  @SqlQuery(
      PAGE
          + """
           where u.server_id = :serverId and u.email_key > (select :after::text)
             and u.email_key >= (select :prefix::text) and u.email_key < (select :prefixEnd::text)
             and (:activated::boolean is null or (u.time_activated is not null) = :activated)
           order by u.email_key
          """
          + OF_PAGE
          + " order by u.email_key limit :limit")
  List<User> search(
      long serverId, Boolean activated, String prefix, String prefixEnd, String after, int limit);

  /** The same of users whose newest mail has a status. */
  @SqlQuery(
      UserFindDao.SELECT
          + """
           where u.server_id = :serverId and m.status = :mailStatus and u.email_key > :after
             and u.email_key >= :prefix and u.email_key < :prefixEnd
             and (:activated::boolean is null or (u.time_activated is not null) = :activated)
           order by u.email_key
           limit :limit
          """)
  List<User> searchByMail(
      long serverId,
      String mailStatus,
      Boolean activated,
      String prefix,
      String prefixEnd,
      String after,
      int limit);

  /** Locks a user against change until the transaction ends; false if there is none. */
  @SqlQuery("select exists (select from users where server_id = :serverId and id = :id for update)")
  boolean lock(long serverId, UUID id);

  /**
   * Locks the activated user of an address against change until the transaction ends; empty if the
   * address is nobody's, or a pending user's.
   */
  @SqlQuery(
      """
      select id, email, locale
        from users
       where server_id = :serverId and email_key = :emailKey and time_activated is not null
         for update
      """)
  @RegisterRowMapper(OwnerMapper.class)
  Optional<Owner> lockActivated(long serverId, String emailKey);

  /** Writes the profile. */
  @SqlUpdate(
      """
      update users
         set first_name = :firstName, last_name = :lastName, birth_date = :birthDate, locale = :locale,
             time_updated = now()
       where server_id = :serverId and id = :id
      """)
  void updateProfile(
      long serverId,
      UUID id,
      String firstName,
      String lastName,
      LocalDate birthDate,
      String locale);

  /** Gives a user another address; a violation of the unique constraint if it is another's. */
  @SqlUpdate(
      """
      update users
         set email = :email, email_key = :emailKey, time_updated = now()
       where server_id = :serverId and id = :id
      """)
  void changeEmail(long serverId, UUID id, String email, String emailKey);

  /** Removes the user of an address, if it is pending; validations and mails go with it. */
  @SqlUpdate(
      """
      delete from users
       where server_id = :serverId and email_key = :emailKey and time_activated is null
      """)
  void deletePending(long serverId, String emailKey);

  /** Removes a user; validations and mails go with it. False if there was none. */
  @SqlUpdate("delete from users where server_id = :serverId and id = :id")
  boolean delete(long serverId, UUID id);

  /**
   * Whom a mail goes to.
   *
   * @param locale BCP 47, or null
   */
  record Owner(UUID id, String email, String locale) {}

  /** Reads an {@link Owner}. */
  final class OwnerMapper implements RowMapper<Owner> {
    @Override
    public Owner map(ResultSet row, StatementContext context) throws SQLException {
      return new Owner(
          row.getObject("id", UUID.class), row.getString("email"), row.getString("locale"));
    }
  }
}

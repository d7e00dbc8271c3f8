package org.registrationapi.servers;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The servers table. */
@RegisterRowMapper(ServerMapper.class)
public interface ServerDao {
  String COLUMNS =
      """
      s.id, s.name, s.display_name, s.mail_from, s.mail_from_name, s.redirect_url, s.locale, s.validation_ttl,
      s.time_created, s.time_updated
      """;

  /** Makes a server; empty if the name is taken. */
  @SqlQuery(
      """
      insert into servers as s
          (name, display_name, mail_from, mail_from_name, redirect_url, locale, validation_ttl)
      values (:name, :displayName, :mailFrom, :mailFromName, :redirectUrl, :locale, :validationTtl)
      on conflict (name) do nothing
      returning\s"""
          + COLUMNS)
  Optional<Server> insert(String name, @BindMethods ServerSettings settings);

  @SqlQuery("select " + COLUMNS + "from servers s where s.name = :name")
  Optional<Server> findByName(String name);

  @SqlQuery("select " + COLUMNS + "from servers s where s.id = :id")
  Optional<Server> findById(long id);

  /** All servers, by name. */
  @SqlQuery("select " + COLUMNS + "from servers s order by s.name")
  List<Server> list();

  /** Lets one instance at a time make the first server; reading goes on. */
  @SqlUpdate("lock table servers in share row exclusive mode")
  void lockAll();

  @SqlQuery("select exists (select from servers)")
  boolean isAny();

  /** Writes everything that may change. */
  @SqlQuery(
      """
      update servers as s
         set display_name = :displayName, mail_from = :mailFrom, mail_from_name = :mailFromName,
             redirect_url = :redirectUrl, locale = :locale, validation_ttl = :validationTtl,
             time_updated = now()
       where s.id = :id
      returning\s"""
          + COLUMNS)
  Optional<Server> update(long id, @BindMethods ServerSettings settings);

  /** Locks a server against change and removal until the transaction ends. */
  @SqlQuery("select " + COLUMNS + "from servers s where s.name = :name for update")
  Optional<Server> lock(String name);

  @SqlQuery("select exists (select from users where server_id = :serverId)")
  boolean hasUsers(long serverId);

  /** Removes all users of a server; their validations and mails go with them. */
  @SqlUpdate("delete from users where server_id = :serverId")
  void deleteUsers(long serverId);

  /** Removes a server without users; its keys go with it. */
  @SqlUpdate("delete from servers where id = :id")
  void delete(long id);
}

package org.registrationapi.servers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterColumnMapper;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.registrationapi.mail.MailTextsMapper;

/** The servers table, and rows that are deleted with a server. */
@RegisterConstructorMapper(Server.class)
@RegisterColumnMapper(MailTextsMapper.class)
public interface ServerDao {
  String COLUMNS =
      """
      s.id, s.name, s.display_name, s.mail_from, s.mail_from_name, s.mail_reply_to, s.redirect_url, s.home_url,
      s.locale, s.validation_ttl, s.accent_colour, s.logo_url, s.text_above, s.text_below, s.mail_texts,
      s.mail_daily_limit, s.password_min_length, s.privacy,
      s.time_created, s.time_updated
      """;

  /**
   * Creates a server; empty if the name is taken.
   *
   * @param texts the settings' texts for mails, as JSON
   */
  @SqlQuery(
      """
      insert into servers as s
          (name, display_name, mail_from, mail_from_name, mail_reply_to, redirect_url, home_url,
           locale, validation_ttl, accent_colour, logo_url, text_above, text_below, mail_texts,
           mail_daily_limit, password_min_length, privacy)
      values (:name, :displayName, :mailFrom, :mailFromName, :mailReplyTo, :redirectUrl, :homeUrl,
              :locale, :validationTtl, :accentColour, :logoUrl, :textAbove, :textBelow, cast(:texts as jsonb),
              :mailDailyLimit, :passwordMinLength, :privacy)
      on conflict (name) do nothing
      returning\s"""
          + COLUMNS)
  Optional<Server> insert(String name, @BindMethods ServerSettings settings, String texts);

  @SqlQuery("select " + COLUMNS + "from servers s where s.name = :name")
  Optional<Server> findByName(String name);

  @SqlQuery("select " + COLUMNS + "from servers s where s.id = :id")
  Optional<Server> findById(long id);

  /** All servers, by name. */
  @SqlQuery("select " + COLUMNS + "from servers s order by s.name")
  List<Server> list();

  /** The first names, up to a limit. */
  @SqlQuery("select name from servers order by name limit :limit")
  List<String> names(int limit);

  /** The first names that contain a text, up to a limit. */
  @SqlQuery("select name from servers where position(:part in name) > 0 order by name limit :limit")
  List<String> namesWith(String part, int limit);

  /** Lets one instance at a time create the first server; reads are not blocked. */
  @SqlUpdate("lock table servers in share row exclusive mode")
  void lockAll();

  @SqlQuery("select exists (select from servers)")
  boolean isAny();

  /**
   * Writes all settings of a server.
   *
   * @param texts the settings' texts for mails, as JSON
   */
  @SqlQuery(
      """
      update servers as s
         set display_name = :displayName, mail_from = :mailFrom, mail_from_name = :mailFromName,
             mail_reply_to = :mailReplyTo, redirect_url = :redirectUrl, home_url = :homeUrl, locale = :locale,
             validation_ttl = :validationTtl, accent_colour = :accentColour, logo_url = :logoUrl,
             text_above = :textAbove, text_below = :textBelow, mail_texts = cast(:texts as jsonb),
             mail_daily_limit = :mailDailyLimit, password_min_length = :passwordMinLength,
             privacy = :privacy, time_updated = now()
       where s.id = :id
      returning\s"""
          + COLUMNS)
  Optional<Server> update(long id, @BindMethods ServerSettings settings, String texts);

  /** Locks a server until the transaction ends. */
  @SqlQuery("select " + COLUMNS + "from servers s where s.name = :name for update")
  Optional<Server> lock(String name);

  @SqlQuery("select exists (select from users where server_id = :serverId)")
  boolean hasUsers(long serverId);

  /** Locks the validations that a sender may lock while it settles mails, in the same order. */
  @SqlQuery("select id from validations where server_id = :serverId order by id for update")
  List<UUID> lockValidations(long serverId);

  /** Deletes all users of a server and their validations. The caller must delete their mails. */
  @SqlUpdate("delete from users where server_id = :serverId")
  void deleteUsers(long serverId);

  /** Deletes a server without users, and its keys. */
  @SqlUpdate("delete from servers where id = :id")
  void delete(long id);
}

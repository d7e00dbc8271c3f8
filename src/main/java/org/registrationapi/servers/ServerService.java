package org.registrationapi.servers;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Timeouts;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.keys.Caller;
import org.registrationapi.mail.MailDao;
import org.registrationapi.mail.MailTexts;

/** Creates, finds, changes and removes servers. */
public final class ServerService {
  private final Jdbi jdbi;
  private final RecentRows<String, Caller> callers;
  private final RecentRows<Long, Server> servers;

  /**
   * @param callers emptied when a server changes
   * @param servers by id
   */
  public ServerService(
      Jdbi jdbi, RecentRows<String, Caller> callers, RecentRows<Long, Server> servers) {
    this.jdbi = jdbi;
    this.callers = callers;
    this.servers = servers;
  }

  /**
   * Creates a server.
   *
   * @throws Failure 409 if the name is taken, 422 if fields are invalid
   */
  public Server create(ServerRequest request) {
    ServerChecks.check(request);
    var settings = request.settings().withDefaults(request.name());
    return jdbi.withExtension(
            ServerDao.class, dao -> dao.insert(request.name(), settings, texts(settings)))
        .orElseThrow(
            () -> Failure.of(ErrorCode.SERVER_EXISTS, "A server with this name already exists."));
  }

  /** All servers, by name. */
  public List<Server> list() {
    return jdbi.withExtension(ServerDao.class, ServerDao::list);
  }

  /**
   * The server with that name.
   *
   * @throws Failure 404 if there is none
   */
  public Server get(String name) {
    return findByName(name).orElseThrow(ServerService::notFound);
  }

  /** The server with that name; empty if there is none. */
  public Optional<Server> findByName(String name) {
    return jdbi.withExtension(ServerDao.class, dao -> dao.findByName(name));
  }

  /** The first names of servers, in alphabetical order. */
  public List<String> names(int limit) {
    return jdbi.withExtension(ServerDao.class, dao -> dao.names(limit));
  }

  /** The first names that contain a text, in alphabetical order. */
  public List<String> namesWith(String part, int limit) {
    return jdbi.withExtension(ServerDao.class, dao -> dao.namesWith(part, limit));
  }

  /**
   * The server with that id, as it was at most 5 seconds ago; empty if it was removed. Changes made
   * by this instance are seen at once.
   */
  public Optional<Server> find(long id) {
    return Optional.ofNullable(servers.get(id, this::read));
  }

  private Server read(long id) {
    return jdbi.withExtension(ServerDao.class, dao -> dao.findById(id)).orElse(null);
  }

  private void forget() {
    callers.forget();
    servers.forget();
  }

  /**
   * Changes a server.
   *
   * @param change computes the new settings from the old
   * @throws Failure 404 if there is none with that name, 422 if fields are invalid
   */
  public Server change(String name, UnaryOperator<ServerSettings> change) {
    var changed = jdbi.inTransaction(tx -> change(tx, name, change));
    forget();
    return changed;
  }

  private static Server change(Handle tx, String name, UnaryOperator<ServerSettings> change) {
    Timeouts.allowLongStatements(tx); // it may have many waiting mails
    var dao = tx.attach(ServerDao.class);
    var old = dao.lock(name).orElseThrow(ServerService::notFound);
    var settings = change.apply(ServerSettings.of(old));
    ServerChecks.check(name, settings);
    tx.attach(MailDao.class).makeDueOf(old.id()); // its sender or its limit may have been corrected
    var complete = settings.withDefaults(name);
    return dao.update(old.id(), complete, texts(complete)).orElseThrow();
  }

  private static String texts(ServerSettings settings) {
    return MailTexts.json(settings.mailTexts());
  }

  /**
   * Removes a server, its keys and its mails. Its events remain in the numbers of all servers.
   *
   * @param force whether its users are deleted, too
   * @throws Failure 404 if there is none with that name, 409 if it has users and {@code force} is
   *     false
   */
  public void remove(String name, boolean force) {
    jdbi.useTransaction(
        tx -> {
          Timeouts.allowLongStatements(tx); // it may have many users
          var dao = tx.attach(ServerDao.class);
          var server = dao.lock(name).orElseThrow(ServerService::notFound);
          if (force) deleteUsers(tx, server.id());
          else if (dao.hasUsers(server.id()))
            throw Failure.of(
                ErrorCode.SERVER_HAS_USERS,
                "This server has users; add ?force=true to delete them with it.");
          tx.attach(MailDao.class).deleteOfServer(server.id());
          dao.delete(server.id());
        });
    forget();
  }

  /** The error for a server that does not exist. */
  public static Failure notFound() {
    return Failure.of(ErrorCode.SERVER_NOT_FOUND, "There is no server of this name.");
  }

  private static void deleteUsers(Handle tx, long id) {
    var dao = tx.attach(ServerDao.class);
    dao.lockValidations(id);
    dao.deleteUsers(id);
  }
}

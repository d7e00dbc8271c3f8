package org.registrationapi.database;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.ConnectionException;

/**
 * What several requests want of one server's rows at the same moment is one statement and, if it
 * writes, one commit (group commit: DeWitt et al., Implementation Techniques for Main Memory
 * Database Systems, SIGMOD 1984). Whoever comes alone waits for nobody; those who come while
 * statements are under way share the next, which begins after they came. Servers share nothing:
 * none waits for another's rows.
 *
 * <p>In SQL, what is asked for is an array that is read with its own length as the limit.
 * PostgreSQL cannot know that, takes it for a tenth, and so plans as if for one row, which it looks
 * up by its index; planned for ten while a table was small, it would go on to read the whole of it.
 *
 * @param <T> what a request wants
 * @param <R> what comes of it
 */
public final class SharedStatement<T, R> {
  /** Statements under way for one server: one is committed while the next is run. */
  private static final int AT_ONCE = 2;

  /** Requests in one statement: so it stays short, and so do its locks. */
  private static final int MOST = 20;

  private final ToLongFunction<T> serverOf;
  private final Function<T, Object> keyOf;
  private final Function<List<T>, List<R>> statement;
  private final Duration patience;
  private final Map<Long, Line> lines = new HashMap<>(); // also the lock of all below

  /**
   * @param keyOf what no two requests in one statement may have in common
   * @param statement does it for several requests of one server, all or nothing; what comes of each
   *     in the same order
   */
  public SharedStatement(
      ToLongFunction<T> serverOf, Function<T, Object> keyOf, Function<List<T>, List<R>> statement) {
    this(serverOf, keyOf, statement, Timeouts.TURN);
  }

  SharedStatement(
      ToLongFunction<T> serverOf,
      Function<T, Object> keyOf,
      Function<List<T>, List<R>> statement,
      Duration patience) {
    this.serverOf = serverOf;
    this.keyOf = keyOf;
    this.statement = statement;
    this.patience = patience;
  }

  /**
   * Does what a request wants. If PostgreSQL refuses what one of several wants, each is done alone,
   * so that it concerns nobody else; an outage is everybody's.
   *
   * @throws ConnectionException if no statement was free for it in time
   */
  public R run(T item) {
    var request = new Request(item);
    return turn(enter(request), request).get();
  }

  private Line enter(Request request) {
    synchronized (lines) {
      var line = lines.computeIfAbsent(serverOf.applyAsLong(request.item), Line::new);
      line.waiting.add(request);
      line.next();
      return line;
    }
  }

  /**
   * What is left to do on the request's own thread: to lead a group, or to hear what came of it.
   */
  private Supplier<R> turn(Line line, Request request) {
    try {
      return request.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (leave(line, request)) throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (leave(line, request)) throw busy();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // nobody ends a turn so
    }
    return request.turn.join(); // it is in a group, whose end is waited for
  }

  private boolean leave(Line line, Request request) {
    synchronized (lines) {
      return line.waiting.remove(request);
    }
  }

  private static ConnectionException busy() {
    return new ConnectionException(
        new SQLTransientConnectionException("the statements under way took too long"));
  }

  private List<R> results(List<Request> group) {
    var results = statement.apply(group.stream().map(request -> request.item).toList());
    if (results.size() != group.size()) throw new IllegalStateException("somebody was left out");
    return results;
  }

  /** A request whose turn comes when it is in a group. */
  private final class Request {
    private final T item;
    private final CompletableFuture<Supplier<R>> turn = new CompletableFuture<>();

    private Request(T item) {
      this.item = item;
    }
  }

  /** The requests at one server. */
  private final class Line {
    private final long serverId;
    private final Set<Request> waiting = new LinkedHashSet<>(); // in the order of arrival
    private int underWay;

    private Line(long serverId) {
      this.serverId = serverId;
    }

    /** Has the first that waits lead the next group, if that may begin. */
    private void next() {
      if (underWay < AT_ONCE && !waiting.isEmpty()) {
        underWay++;
        var group = group();
        group.get(0).turn.complete(() -> lead(group).get());
      }
      if (underWay == 0) lines.remove(serverId);
    }

    private List<Request> group() {
      var group = new ArrayList<Request>();
      var keys = new HashSet<>();
      for (var request : waiting) {
        if (keys.add(keyOf.apply(request.item))) group.add(request);
        if (group.size() == MOST) break;
      }
      group.forEach(waiting::remove);
      return group;
    }

    /**
     * Runs the statement of a group and tells those who follow; gives what came of the leader's.
     */
    private Supplier<R> lead(List<Request> group) {
      var ends = ends(group);
      synchronized (lines) {
        underWay--;
        next();
      }
      for (int i = 1; i < group.size(); i++) group.get(i).turn.complete(ends.get(i));
      return ends.get(0);
    }

    private List<Supplier<R>> ends(List<Request> group) {
      try {
        return results(group).stream().<Supplier<R>>map(result -> () -> result).toList();
      } catch (RuntimeException | Error e) {
        if (group.size() > 1 && !Outages.isOutage(e))
          return group.stream().map(this::alone).toList();
        Supplier<R> failure = () -> rethrow(e);
        return Collections.nCopies(group.size(), failure);
      }
    }

    private Supplier<R> alone(Request request) {
      return () -> results(List.of(request)).get(0);
    }

    private R rethrow(Throwable e) {
      if (e instanceof Error error) throw error;
      throw (RuntimeException) e;
    }
  }
}

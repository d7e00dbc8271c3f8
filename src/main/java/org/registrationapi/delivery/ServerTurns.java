package org.registrationapi.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Shares calls among the servers with due mails (round robin), so that a server with many mails
 * does not delay the mails of others. Not thread-safe.
 */
final class ServerTurns {
  /** The limit of due mails read at once, so that the cost does not depend on their number. */
  private static final int MAX_DUE = 200;

  private final Jdbi jdbi;
  private long last; // the last server that had a turn; 0: none

  ServerTurns(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The number of mails of each server in the next call.
   *
   * @param wanted the largest number of mails of all servers together
   */
  Map<Long, Integer> next(int wanted) {
    var shares = share(dueServers(wanted), wanted);
    for (var server : shares.keySet()) last = server;
    return new TreeMap<>(shares);
  }

  private List<Long> dueServers(int wanted) {
    return jdbi.withExtension(
        MailQueueDao.class,
        dao -> {
          var due = new ArrayList<>(dao.due(last, Long.MAX_VALUE, MAX_DUE));
          if (due.size() < wanted)
            due.addAll(dao.due(0, last, MAX_DUE)); // from the beginning again
          return due;
        });
  }

  /**
   * Gives each server one mail in turn until the call is full.
   *
   * @param due the server of each due mail
   * @return the number of mails by server, in the order of turns
   */
  static Map<Long, Integer> share(List<Long> due, int wanted) {
    var waiting = new LinkedHashMap<Long, Integer>();
    for (var server : due) waiting.merge(server, 1, Integer::sum);
    var shares = new LinkedHashMap<Long, Integer>();
    var left = Math.min(wanted, due.size());
    while (left > 0) {
      for (var server : waiting.entrySet()) {
        if (left == 0 || shares.getOrDefault(server.getKey(), 0) >= server.getValue()) continue;
        shares.merge(server.getKey(), 1, Integer::sum);
        left--;
      }
    }
    return shares;
  }
}

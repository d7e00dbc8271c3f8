package org.registrationapi.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Shares out calls among the servers that have due mails. They take turns, so that a server with
 * very many mails does not keep those of the others waiting. For one thread.
 */
final class ServerTurns {
  /** Due mails that are looked at, so that a look costs the same however many there are. */
  private static final int LOOK = 200;

  private final Jdbi jdbi;
  private long last; // the server whose turn was the last; none has 0

  ServerTurns(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * How many mails of which servers go with the next call.
   *
   * @param wanted mails, all servers together, at the most
   */
  Map<Long, Integer> next(int wanted) {
    var shares = share(look(wanted), wanted);
    for (var server : shares.keySet()) last = server;
    return new TreeMap<>(shares);
  }

  private List<Long> look(int wanted) {
    return jdbi.withExtension(
        MailQueueDao.class,
        dao -> {
          var due = new ArrayList<>(dao.due(last, Long.MAX_VALUE, LOOK));
          if (due.size() < wanted) due.addAll(dao.due(0, last, LOOK)); // from the beginning again
          return due;
        });
  }

  /**
   * Gives each server one mail in turn until the call is full.
   *
   * @param due servers, one a mail
   * @return in the order of the servers' turns
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

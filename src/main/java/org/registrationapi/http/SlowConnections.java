package org.registrationapi.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the head of a request, or the unread rest of a body, arrives one byte
 * at a time. Jetty's idle timeout restarts with every byte.
 */
final class SlowConnections implements Connection.Listener {
  /** The time for a head, which has at most 8 KiB; also how long a connection may be idle. */
  private static final int SECONDS = 10;

  private final Scheduler scheduler;

  SlowConnections(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    checkLater(connection);
  }

  private void checkLater(Connection connection) {
    var requests = connection.getMessagesIn();
    scheduler.schedule(() -> check(connection, requests), SECONDS, TimeUnit.SECONDS);
  }

  /**
   * A client is too slow if it has sent no complete head since the last check and awaits no answer.
   */
  private void check(Connection connection, long before) {
    var endPoint = connection.getEndPoint();
    if (!endPoint.isOpen()) return;
    var requests = connection.getMessagesIn();
    if (requests == before && requests <= connection.getMessagesOut()) endPoint.close();
    else checkLater(connection);
  }
}

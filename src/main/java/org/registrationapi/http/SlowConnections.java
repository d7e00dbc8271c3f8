package org.registrationapi.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the head of a request, or the unread rest of a body, arrives one byte
 * at a time, or whose client takes an answer one byte at a time. Jetty's idle timeout restarts with
 * every byte. A connection that waits for the next request is left to that timeout.
 */
final class SlowConnections implements Connection.Listener {
  /** The time for a head, which has at most 8 KiB. */
  private static final int SECONDS = 10;

  /** An answer that waits for its client at so many checks is given up: after 30 to 40 s. */
  private static final int CHECKS_OF_AN_ANSWER = 4;

  private final Scheduler scheduler;

  SlowConnections(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) new Watch(http).checkLater();
  }

  /** What the last check of a connection found. */
  private final class Watch {
    private final HttpConnection connection;
    private long requests;
    private long answers;
    private long bytes;
    private boolean wasIncomplete;
    private int checksOfAnswer;

    Watch(HttpConnection connection) {
      this.connection = connection;
    }

    private void checkLater() {
      scheduler.schedule(this::check, SECONDS, TimeUnit.SECONDS);
    }

    private void check() {
      var endPoint = connection.getEndPoint();
      if (!endPoint.isOpen()) return;
      var isSlowlySent = isSlowlySent();
      var isSlowlyRead = isSlowlyRead();
      if (isSlowlySent || isSlowlyRead) endPoint.close();
      else checkLater();
    }

    /** Whether the same head or unread body was incomplete at the last check, too. */
    private boolean isSlowlySent() {
      var isSame = connection.getMessagesIn() == requests;
      var isAwaited = connection.getMessagesIn() > connection.getMessagesOut();
      var isIncomplete = !isAwaited && isWithinRequest();
      var isSlow = isSame && isIncomplete && wasIncomplete;
      wasIncomplete = isIncomplete;
      requests = connection.getMessagesIn();
      bytes = connection.getBytesIn();
      return isSlow;
    }

    /** Empty lines before a request count, too. While an answer is written the parser is idle. */
    private boolean isWithinRequest() {
      var parser = connection.getParser();
      return parser.isStart() ? connection.getBytesIn() != bytes : !parser.isIdle();
    }

    /** Counts from the first check at which the client's buffer was full to the answer's end. */
    private boolean isSlowlyRead() {
      if (connection.getMessagesOut() != answers || connection.getParser().isStart())
        checksOfAnswer = 0;
      answers = connection.getMessagesOut();
      if (checksOfAnswer > 0 || isBlocked()) checksOfAnswer++;
      return checksOfAnswer >= CHECKS_OF_AN_ANSWER;
    }

    private boolean isBlocked() {
      return connection.getEndPoint() instanceof AbstractEndPoint socket
          && socket.getWriteFlusher().isPending();
    }
  }
}

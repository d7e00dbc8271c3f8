package org.registrationapi.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * An exception as text: where it was thrown, and its message only if that quotes no input. The
 * message of a parser quotes invalid input, which may be a password, so only its class and frames
 * are written.
 */
final class Trace {
  private static final List<Class<? extends Throwable>> QUOTE_NOTHING =
      List.of(
          IOException.class,
          Error.class,
          NullPointerException.class,
          ClassCastException.class,
          IllegalStateException.class,
          InterruptedException.class,
          TimeoutException.class);

  /** SQLSTATE class 22, data exceptions (PostgreSQL, appendix A): the message quotes the value. */
  private static final String DATA_EXCEPTION = "22";

  private Trace() {}

  /**
   * The exception, its causes and suppressed exceptions, one line for each frame, without a line
   * break at the end.
   */
  static String of(IThrowableProxy thrown) {
    var out = new StringBuilder();
    append(out, "", thrown);
    return out.toString().stripTrailing();
  }

  private static void append(StringBuilder out, String title, IThrowableProxy thrown) {
    out.append(title).append(thrown.getClassName()).append(message(thrown)).append('\n');
    if (thrown.isCyclic()) return;
    var frames = thrown.getStackTraceElementProxyArray();
    var shown = frames.length - thrown.getCommonFrames();
    for (int i = 0; i < shown; i++)
      out.append("\tat ").append(frames[i].getStackTraceElement()).append('\n');
    if (thrown.getSuppressed() != null)
      for (var suppressed : thrown.getSuppressed()) append(out, "Suppressed: ", suppressed);
    if (thrown.getCause() != null) append(out, "Caused by: ", thrown.getCause());
  }

  private static String message(IThrowableProxy thrown) {
    if (!(thrown instanceof ThrowableProxy real) || thrown.getMessage() == null) return "";
    if (real.getThrowable() instanceof SQLException sql) return ": " + message(sql);
    return quotesNothing(real.getThrowable()) ? ": " + Scrubber.clean(thrown.getMessage()) : "";
  }

  private static boolean quotesNothing(Throwable e) {
    return !(e instanceof JacksonException)
        && QUOTE_NOTHING.stream().anyMatch(type -> type.isInstance(e));
  }

  /**
   * The first line of the message. PostgreSQL's further lines are details, which contain the row.
   */
  private static String message(SQLException e) {
    var state = "SQLSTATE " + e.getSQLState();
    if (e.getMessage() == null || String.valueOf(e.getSQLState()).startsWith(DATA_EXCEPTION))
      return state;
    return state + " " + Scrubber.clean(e.getMessage().lines().findFirst().orElse(""));
  }
}

package org.registrationapi.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets the logs up, once at the start of the process. */
public final class Logs {
  private Logs() {}

  /**
   * Writes all further lines in this format, including those of libraries that use
   * java.util.logging, and those of threads that end with an exception.
   */
  public static void use(LogFormat format) {
    bridge();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.iteratorForAppenders()
        .forEachRemaining(
            appender -> {
              if (appender instanceof OutputStreamAppender<?> out
                  && out.getEncoder() instanceof LogEncoder encoder) encoder.setFormat(format);
            });
    var log = LoggerFactory.getLogger(Logs.class);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> log.error("the thread {} ended", thread.getName(), e));
  }

  /**
   * Redirects java.util.logging, because PostgreSQL's driver and OkHttp would write to the console
   * directly.
   */
  static void bridge() {
    if (SLF4JBridgeHandler.isInstalled()) return;
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}

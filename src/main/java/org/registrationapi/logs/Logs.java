package org.registrationapi.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets the logs up, once at the start of the process. */
public final class Logs {
  private Logs() {}

  /**
   * From now on every line is written like this, also those of libraries that log by
   * java.util.logging, and those of threads that end by an exception.
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

  /** PostgreSQL's driver and OkHttp would write to the console by themselves. */
  static void bridge() {
    if (SLF4JBridgeHandler.isInstalled()) return;
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}

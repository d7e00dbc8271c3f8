package org.registrationapi.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
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
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
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
   * For a command: its result is the standard output, so errors are written to the standard error,
   * and nothing else is. The pool's own are left out, because the command reports what failed.
   */
  public static void useForCommand() {
    use(LogFormat.TEXT);
    logger("com.zaxxer.hikari").setLevel(Level.OFF);
    var errors = new ThresholdFilter();
    errors.setLevel(Level.ERROR.levelStr);
    errors.start();
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(
            appender -> {
              appender.addFilter(errors);
              if (!(appender instanceof ConsoleAppender<?> console)) return;
              console.setTarget(ConsoleTarget.SystemErr.getName());
              console.start();
            });
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
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

package org.registrationapi.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.registrationapi.logs.LogEncoder;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.logs.Logs;
import org.slf4j.LoggerFactory;

/** Every line that is logged in this JVM while it is open, as it would be written. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Consumer<String> lines;
  private final LogEncoder[] encoders;

  private LogLines(Consumer<String> lines, LogFormat... formats) {
    this.lines = lines;
    this.encoders = new LogEncoder[formats.length];
    for (int i = 0; i < formats.length; i++) {
      encoders[i] = new LogEncoder();
      encoders[i].setFormat(formats[i]);
    }
  }

  /** Starts to listen; every event is passed on once in each format. */
  public static LogLines to(Consumer<String> lines, LogFormat... formats) {
    Logs.use(LogFormat.TEXT);
    var appender = new LogLines(lines, formats);
    appender.setContext(root().getLoggerContext());
    appender.start();
    root().addAppender(appender);
    return appender;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  protected void append(ILoggingEvent event) {
    for (var encoder : encoders)
      lines.accept(new String(encoder.encode(event), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    root().detachAppender(this);
    stop();
  }
}

package org.registrationapi.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * Writes the log lines of the application and its libraries in one of two formats, and removes
 * secrets and addresses. The values of key-value pairs are written unchanged, so the code that adds
 * them must keep secrets out.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Characters that would begin a new line or be invisible. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\u2028\u2029]");

  /** Length of most lines, in characters, so that the buffer of a request's line need not grow. */
  private static final int LINE_LENGTH = 256;

  private static final int LEVEL_WIDTH = "DEBUG".length();

  /** From the MDC, in this order. */
  private static final List<String> CONTEXT = List.of("request_id", "trace_id");

  private volatile LogFormat format = LogFormat.TEXT;

  /** For logback's configuration, and for the setting. */
  public void setFormat(LogFormat newFormat) {
    format = newFormat;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = format == LogFormat.JSON ? json(event) : text(event);
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ILoggingEvent event) {
    var line = new StringBuilder(LINE_LENGTH);
    TIME.formatTo(event.getInstant(), line);
    var level = event.getLevel().toString();
    line.append(' ').append(level).append(" ".repeat(LEVEL_WIDTH - level.length()));
    line.append(' ').append(shortName(event));
    var opening = " [";
    for (var key : CONTEXT) {
      var value = event.getMDCPropertyMap().get(key);
      if (value == null) continue;
      line.append(opening).append(value);
      opening = " ";
    }
    if (opening.equals(" ")) line.append(']');
    line.append(": ").append(escaped(Scrubber.clean(event.getFormattedMessage())));
    for (var pair : pairs(event)) line.append(' ').append(pair.key).append('=').append(pair.value);
    if (event.getThrowableProxy() != null)
      Trace.of(event.getThrowableProxy())
          .lines()
          .forEach(frame -> line.append("\n    ").append(escaped(frame.replace("\t", "    "))));
    return line.toString();
  }

  private static String escaped(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(c -> String.format(Locale.ROOT, "\\\\u%04x", (int) c.group().charAt(0)));
  }

  private static String json(ILoggingEvent event) {
    return object(
        event.getInstant(),
        event.getLevel().toString(),
        shortName(event),
        json -> {
          json.writeStringField("thread", event.getThreadName());
          for (var key : CONTEXT) {
            var value = event.getMDCPropertyMap().get(key);
            if (value != null) json.writeStringField(key, value);
          }
          json.writeStringField("message", Scrubber.clean(event.getFormattedMessage()));
          for (var pair : pairs(event)) json.writeObjectField(pair.key, pair.value);
          if (event.getThrowableProxy() != null)
            json.writeStringField("exception", Trace.of(event.getThrowableProxy()));
        });
  }

  /** Writes further fields. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static String object(Instant time, String level, String logger, Fields fields) {
    var out = new StringWriter();
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("time", TIME.format(time));
      json.writeStringField("level", level);
      json.writeStringField("logger", logger);
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text can always be written to memory", e);
    }
    return out.toString();
  }

  private static String shortName(ILoggingEvent event) {
    var name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
  }
}

package org.registrationapi.logs;

import java.io.PrintStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What is said to the person in front of the console and is no log: the banner, and the links of
 * mails while there is no Mailjet account. It is the one place where an API key, a link or an
 * address may be printed. With {@link LogFormat#JSON} it comes as an object like the log's, so that
 * whoever reads the stream finds nothing else in it.
 */
public record Console(LogFormat format, PrintStream out) implements Consumer<String> {
  @Override
  public void accept(String text) {
    var isJson = format == LogFormat.JSON;
    out.println(isJson ? json(text) : text);
    out.flush();
  }

  private static String json(String text) {
    return LogEncoder.object(
        Instant.now(), "INFO", "Console", json -> json.writeStringField("message", text.strip()));
  }
}

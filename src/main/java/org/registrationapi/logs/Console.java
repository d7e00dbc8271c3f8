package org.registrationapi.logs;

import java.io.PrintStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Prints to the console what is not a log line: the banner, and the links of mails while there is
 * no Mailjet account. Only here an API key, a link or an address may be printed. With {@link
 * LogFormat#JSON} it is a JSON object like a log line, so that the output contains nothing but JSON
 * objects.
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

package org.registrationapi.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.registrationapi.request.JsonMappers;

/** Answers in JSON. */
public final class Json {
  private static final ObjectWriter WRITER = JsonMappers.mapper().writer();

  private Json() {}

  /** Answers with a record. */
  public static void answer(Context ctx, Object body) {
    write(ctx.contentType(ContentType.APPLICATION_JSON), bytes(body));
  }

  /** Answers with JSON text. */
  public static void answer(Context ctx, String json) {
    write(ctx.contentType(ContentType.APPLICATION_JSON), json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes directly to the response. With {@code ctx.result} Javalin would copy the body through a
   * new buffer, and to clear its 8 KiB costs as much as to write a user.
   */
  private static void write(Context ctx, byte[] body) {
    try {
      ctx.res().getOutputStream().write(body);
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }

  /** A record as JSON, in UTF-8. */
  public static byte[] bytes(Object body) {
    try {
      return WRITER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  /** A record as JSON text. */
  public static String text(Object body) {
    try {
      return WRITER.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  private static IllegalArgumentException unwritable(JsonProcessingException e) {
    return new IllegalArgumentException("cannot be written as JSON", e);
  }
}

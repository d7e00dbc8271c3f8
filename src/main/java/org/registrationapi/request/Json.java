package org.registrationapi.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JSON of this API: snake_case, times as RFC 3339, strict parsing. */
public final class Json {
  private static final ObjectWriter WRITER = mapper().writer();

  private static final int MAX_DEPTH = 5;
  private static final int MAX_FOREIGN_DEPTH = 50;

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

  /** A mapper for formats that other systems define and may extend: it accepts any valid JSON. */
  public static ObjectMapper foreign() {
    var factory =
        JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_FOREIGN_DEPTH).build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /**
   * A mapper that refuses unknown and repeated fields, trailing text, and numbers where text
   * belongs.
   */
  public static ObjectMapper mapper() {
    var factory =
        JsonFactory.builder()
            .recyclerPool(
                JsonRecyclerPools
                    .newConcurrentDequePool()) // a thread-local pool is useless for virtual threads
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    return JsonMapper.builder(factory)
        .addModule(new JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Integer,
            config -> config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
        .build();
  }
}

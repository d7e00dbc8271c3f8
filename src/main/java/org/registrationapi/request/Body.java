package org.registrationapi.request;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/** Reads request bodies, and describes their faults in our own messages. */
public final class Body {
  /** The largest body accepted. */
  public static final int MAX_BYTES = 16 * 1024;

  private final ObjectMapper json;
  private final Source source;

  /** Reads the bytes of a body. */
  interface Source {
    byte[] read(Context ctx, int maxBytes);
  }

  /**
   * @param json a mapper made by {@link Json}
   */
  public Body(ObjectMapper json) {
    this(json, BodyBytes::of);
  }

  Body(ObjectMapper json, Source source) {
    this.json = json;
    this.source = source;
  }

  /**
   * The whole body; it can be read more than once.
   *
   * @throws Failure 400 if it is incomplete, 408 if it takes more than 10 s, 413 if it is larger
   *     than 16 KiB
   */
  public byte[] bytes(Context ctx) {
    return source.read(ctx, MAX_BYTES);
  }

  /**
   * The body as a record.
   *
   * @throws Failure 415 if its content type is not JSON, 400 if it is not a JSON object, 422 if a
   *     field is invalid, and as {@link #bytes}
   */
  public <T> T read(Context ctx, Class<T> type) {
    return convert(readObject(ctx), type);
  }

  /**
   * The body as a record, from JSON or from a form on one of our pages.
   *
   * @throws Failure like {@link #read}
   */
  public <T> T readJsonOrForm(Context ctx, Class<T> type) {
    if (!mediaType(ctx).equals(Form.CONTENT_TYPE)) return read(ctx, type);
    return convert(json.valueToTree(Form.read(bytes(ctx))), type);
  }

  /**
   * A record with a JSON merge patch applied (RFC 7396): missing fields stay, null clears a field.
   *
   * @throws Failure 422 if a field of the patch is invalid
   */
  public <T> T patched(T record, ObjectNode patch, Class<T> type) {
    ObjectNode fields = json.valueToTree(record);
    return convert(fields.setAll(patch), type);
  }

  /**
   * Removes a text from an object whose other fields are read as a record; null if it is missing.
   *
   * @throws Failure 422 if it is not a text
   */
  public String takeText(ObjectNode object, String field) {
    var value = object.remove(field);
    if (value == null || value.isNull()) return null;
    if (!value.isTextual()) throw Failure.invalid(field, "wrong_type", "must be text");
    return value.textValue();
  }

  /**
   * An object as a record.
   *
   * @throws Failure 422 if a field is invalid
   */
  public <T> T convert(JsonNode object, Class<T> type) {
    try {
      return json.treeToValue(object, type);
    } catch (UnrecognizedPropertyException e) {
      throw Failure.invalid(path(e), "unknown_field", "is not a field of this request");
    } catch (JsonMappingException e) {
      throw Failure.invalid(path(e), "wrong_type", "must be " + wanted(e));
    } catch (JacksonException e) {
      throw malformed(explained(e));
    }
  }

  /**
   * The body as an object whose fields may be absent, null or set; otherwise like {@link #read}.
   */
  public ObjectNode readObject(Context ctx) {
    requireJson(ctx);
    return object(bytes(ctx));
  }

  ObjectNode object(byte[] bytes) {
    var text = utf8(bytes);
    if (text.isBlank()) throw malformed("The body is empty; send a JSON object.");
    try {
      if (json.readTree(text) instanceof ObjectNode object) return object;
    } catch (JacksonException e) {
      throw malformed(explained(e));
    }
    throw malformed("The body must be a JSON object.");
  }

  /**
   * The body as any kind of JSON, with any content type: for formats that other systems define.
   *
   * @throws Failure 400 if it is not JSON, 408 if it takes more than 10 s, 413 if it is longer
   */
  public JsonNode readAny(Context ctx, int maxBytes) {
    var text = utf8(source.read(ctx, maxBytes));
    try {
      return json.readTree(text);
    } catch (JacksonException e) {
      throw malformed(explained(e));
    }
  }

  private static void requireJson(Context ctx) {
    if (!mediaType(ctx).equals("application/json"))
      throw Failure.of(ErrorCode.JSON_REQUIRED, "Send the body as Content-Type: application/json.");
  }

  private static String mediaType(Context ctx) {
    var type = ctx.contentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not valid UTF-8.");
    }
  }

  /** Jackson's own messages quote the input and name our classes. */
  private static String explained(JacksonException e) {
    var message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate")) return "A field appears twice" + at(e) + ".";
    if (message.contains("nesting depth")) return "The body is nested too deeply" + at(e) + ".";
    return "The body is not valid JSON" + at(e) + ".";
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String wanted(JsonMappingException e) {
    Class<?> type = null;
    if (e instanceof MismatchedInputException mismatch) type = mismatch.getTargetType();
    else if (e.getCause() instanceof InputCoercionException number) type = number.getTargetType();
    if (type == String.class) return "text";
    if (type == Boolean.class || type == boolean.class) return "true or false";
    if (type != null && (Number.class.isAssignableFrom(type) || type.isPrimitive()))
      return "a whole number";
    return "of another type";
  }

  private static String at(JacksonException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static Failure malformed(String detail) {
    return Failure.of(ErrorCode.MALFORMED_JSON, detail);
  }
}

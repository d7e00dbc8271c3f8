package org.registrationapi.request;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.MergePatch;

/** Reads request bodies, and describes their faults in our own messages. */
public final class Body {
  /** The largest body accepted. */
  public static final int MAX_BYTES = 16 * 1024;

  /** The header that names the content types of patches (RFC 5789, section 3.1). */
  public static final String ACCEPT_PATCH = "Accept-Patch";

  private static final List<String> JSON_TYPES = List.of("application/json");

  /** The content types of patches. */
  public static final List<String> PATCH_TYPES =
      List.of("application/merge-patch+json", "application/json");

  private final ObjectMapper json;
  private final BodyFields fields;
  private final Source source;

  /** Reads the bytes of a body. */
  interface Source {
    byte[] read(Context ctx, int maxBytes);
  }

  /**
   * @param json one of {@link JsonMappers}
   */
  public Body(ObjectMapper json) {
    this(json, BodyBytes::of);
  }

  Body(ObjectMapper json, Source source) {
    this.json = json;
    this.fields = new BodyFields(json);
    this.source = source;
  }

  /**
   * The whole body; it can be read more than once.
   *
   * @throws Failure 400 if it is incomplete, 408 if it takes more than 10 s, 413 if it is larger
   *     than 16 KiB, 415 if it is compressed
   */
  public byte[] bytes(Context ctx) {
    return bytes(ctx, MAX_BYTES);
  }

  private byte[] bytes(Context ctx, int maxBytes) {
    var encoding = ctx.header(Header.CONTENT_ENCODING);
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity"))
      throw Failure.of(
          ErrorCode.ENCODING_NOT_SUPPORTED, "Send the body as it is, without Content-Encoding.");
    return source.read(ctx, maxBytes);
  }

  /**
   * The body as a record.
   *
   * @throws Failure 415 if its content type is not JSON, 400 if it is not a JSON object, 422 with
   *     all faults if fields are invalid, and as {@link #bytes}
   */
  public <T> T read(Context ctx, BodyType<T> type) {
    requireType(ctx, JSON_TYPES);
    return convert(object(bytes(ctx)), type);
  }

  /**
   * The body as a record, from JSON or from a form on one of our pages.
   *
   * @throws Failure like {@link #read}
   */
  public <T> T readJsonOrForm(Context ctx, BodyType<T> type) {
    if (!mediaType(ctx).equals(Form.CONTENT_TYPE)) return read(ctx, type);
    return convert(json.valueToTree(Form.read(bytes(ctx))), type);
  }

  /**
   * A record with a {@link MergePatch} applied: missing fields stay, null clears a field, and an
   * object changes only the fields that it names.
   *
   * @throws Failure 422 with all faults of the patch
   */
  public <T> T patched(T old, ObjectNode patch, BodyType<T> type) {
    ObjectNode fields = json.valueToTree(old);
    return convert(MergePatch.apply(fields, patch), type);
  }

  <T> T convert(ObjectNode object, BodyType<T> type) {
    return fields.read(object, type);
  }

  /**
   * A JSON merge patch (RFC 7396), also declared as JSON.
   *
   * @throws Failure like {@link #read}
   */
  public ObjectNode readPatch(Context ctx) {
    ctx.header(ACCEPT_PATCH, String.join(", ", PATCH_TYPES));
    requireType(ctx, PATCH_TYPES);
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
    var text = utf8(bytes(ctx, maxBytes));
    try {
      return json.readTree(text);
    } catch (JacksonException e) {
      throw malformed(explained(e));
    }
  }

  private static void requireType(Context ctx, List<String> types) {
    if (!types.contains(mediaType(ctx)))
      throw Failure.of(
          ErrorCode.JSON_REQUIRED,
          "Send the body as Content-Type: " + String.join(" or ", types) + ".");
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

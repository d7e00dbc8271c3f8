package org.registrationapi.request;

import static org.registrationapi.fuzz.Fuzz.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.passwords.Credentials;
import org.registrationapi.registration.RegistrationRequest;
import org.registrationapi.servers.ServerSettings;
import org.registrationapi.users.Profile;
import org.registrationapi.validation.PinRequest;

/** A body becomes a record or a refusal in our words, and a patch changes the fields it names. */
public final class BodyFuzz {
  private static final ObjectMapper JSON = JsonMappers.mapper();
  private static final Body BODY =
      new Body(
          JSON,
          (ctx, maxBytes) -> {
            throw new UnsupportedOperationException("there is no request");
          });
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final BodyType<Profile> PROFILE = BodyType.of(Profile.class, profile -> {});
  private static final Profile ADA = new Profile("Ada", "Lovelace", "1985-12-10", "en");
  private static final int MAX_DEPTH = 5;

  /** The records that bodies are read as; a patch is read as an object first. */
  private static final List<Class<?>> RECORDS =
      List.of(
          RegistrationRequest.class,
          PinRequest.class,
          Credentials.class,
          ServerSettings.class,
          Profile.class);

  private BodyFuzz() {}

  /** Jazzer calls this first, to load Jackson's many classes before it measures time. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("{\"event\": \"sent\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var object = unlessRefused(() -> BODY.object(data));
    if (object == null) return;
    check(depth(object) <= MAX_DEPTH, "an object has at most " + MAX_DEPTH + " levels");
    check(
        isInfinite(object) || object.equals(again(object)),
        "an object is the same when it is written and read again");
    for (var type : RECORDS) checkRecord(object, type);
    checkPatch(object);
  }

  private static <T> T unlessRefused(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Failure e) {
      checkRefusal(e);
      return null;
    }
  }

  /** A refusal quotes nothing of the body but a harmless name of a field. */
  private static void checkRefusal(Failure refusal) {
    var isMalformed = refusal.code() == ErrorCode.MALFORMED_JSON;
    check(isMalformed || refusal.code() == ErrorCode.INVALID_FIELDS, "a refusal is 400 or 422");
    check(refusal.getMessage().matches("[A-Za-z0-9 ,;:._()?\\[\\]-]{1,240}"), "a refusal is ours");
    check(isMalformed == refusal.errors().isEmpty(), "a field is named where one is at fault");
    for (var error : refusal.errors()) {
      check(
          error.field().matches("[A-Za-z0-9_.*\\[\\]-]{1,100}|[?]"), "a field's name is harmless");
      check(error.code().matches("[a-z_]+"), "a code is a word");
      check(error.message().matches("[A-Za-z0-9 ,;:._()?-]{1,120}"), "a message is ours");
    }
  }

  private static int depth(JsonNode node) {
    return node.isContainerNode()
        ? 1 + node.valueStream().mapToInt(BodyFuzz::depth).max().orElse(0)
        : 0;
  }

  /** 1e400 is a number in JSON but infinite in Java, and no record has a field for it. */
  private static boolean isInfinite(JsonNode node) {
    return node.isContainerNode()
        ? node.valueStream().anyMatch(BodyFuzz::isInfinite)
        : Double.isInfinite(node.doubleValue());
  }

  private static JsonNode again(JsonNode node) {
    try {
      return BODY.object(JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new AssertionError("an object cannot be written", e);
    }
  }

  private static <T> void checkRecord(ObjectNode object, Class<T> type) {
    var unchecked = BodyType.of(type, record -> {});
    var value = unlessRefused(() -> BODY.convert(object, unchecked));
    if (value == null) return;
    ObjectNode written = JSON.valueToTree(value);
    check(BODY.convert(written, unchecked).equals(value), "a record is the same when read again");
    object
        .properties()
        .forEach(
            field ->
                check(
                    isSame(field.getValue(), written.get(field.getKey())),
                    "a field of " + type.getSimpleName() + " is taken as it came"));
    var isSecret = value instanceof RegistrationRequest || value instanceof Credentials;
    check(!isSecret || value.toString().endsWith("[***]"), "a printed record shows nothing");
  }

  /** An int and a long of one value are two kinds of nodes. */
  private static boolean isSame(JsonNode one, JsonNode other) {
    return one.getNodeType() == other.getNodeType() && one.asText().equals(other.asText());
  }

  /** RFC 7396, for an object whose fields are no objects. */
  private static void checkPatch(ObjectNode patch) {
    var patched = unlessRefused(() -> BODY.patched(ADA, patch, PROFILE));
    if (patched == null) return;
    check(BODY.patched(patched, patch, PROFILE).equals(patched), "once is enough");
    ObjectNode before = JSON.valueToTree(ADA);
    ObjectNode after = JSON.valueToTree(patched);
    for (var field : before.properties()) {
      var wanted = patch.has(field.getKey()) ? patch.get(field.getKey()) : field.getValue();
      check(after.get(field.getKey()).equals(wanted), "a patch changes what it names");
    }
    unlessRefused(() -> accepted(patched));
  }

  private static Profile accepted(Profile profile) {
    var checks = new FieldChecks();
    var birthDate = profile.check(checks, TODAY);
    checks.done();
    check(Objects.toString(birthDate, "").equals(Objects.toString(profile.birthDate(), "")), "day");
    for (var name : new String[] {profile.firstName(), profile.lastName()}) {
      if (name == null) continue;
      check(!name.isBlank() && name.codePointCount(0, name.length()) <= 100, "a name is short");
      check(name.codePoints().noneMatch(Character::isISOControl), "a name is one line");
      check(FieldChecks.isUnicode(name), "a name can be written as UTF-8");
    }
    if (profile.locale() != null)
      check(!Locale.forLanguageTag(profile.locale()).getLanguage().isEmpty(), "a language");
    return profile;
  }
}

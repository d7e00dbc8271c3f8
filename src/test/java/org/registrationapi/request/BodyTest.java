package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldError;
import org.registrationapi.testing.Requests;

class BodyTest {
  private record Pet(String firstName, Boolean isTame, Long age) {}

  private record NewPet(String owner, @JsonUnwrapped Pet pet) {}

  private record Zoo(Map<String, Map<String, Pet>> cages) {}

  private static final BodyType<Zoo> ZOO = BodyType.of(Zoo.class, zoo -> {});

  private static final BodyType<Pet> PET = BodyType.of(Pet.class, pet -> {});

  private final ObjectMapper json = JsonMappers.mapper();
  private final Body body = new Body(json, (ctx, maxBytes) -> ctx.bodyAsBytes());

  private Failure refusal(Context request) {
    return catchThrowableOfType(Failure.class, () -> body.read(request, PET));
  }

  private void assertMalformed(String text, String detail) {
    var failure = refusal(Requests.withJson(text));

    assertThat(failure).hasMessage(detail);
    assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  private void assertInvalid(String text, String field, String code, String message) {
    assertThat(refusal(Requests.withJson(text)).errors())
        .containsExactly(new FieldError(field, code, message));
  }

  @Test
  void a_body_is_read_with_field_names_in_snake_case() {
    var request = Requests.withJson("{\"first_name\": \"Rex 😀\", \"is_tame\": true, \"age\": 3}");

    assertThat(body.read(request, PET)).isEqualTo(new Pet("Rex 😀", true, 3L));
  }

  @Test
  void a_missing_field_is_null_like_an_explicit_null() {
    assertThat(body.read(Requests.withJson("{}"), PET)).isEqualTo(new Pet(null, null, null));
    assertThat(body.read(Requests.withJson(" {\"age\": null}\r\n"), PET))
        .isEqualTo(new Pet(null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json ;x"
      })
  void a_body_declared_as_JSON_is_read(String contentType) {
    var request = Requests.withBody(contentType, "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(body.read(request, PET)).isEqualTo(new Pet(null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/json",
        "application/json5",
        "application/x-www-form-urlencoded"
      })
  void a_body_of_another_Content_Type_is_refused(String contentType) {
    var failure = refusal(Requests.withBody(contentType, "{}".getBytes(StandardCharsets.UTF_8)));

    assertThat(failure).hasMessage("Send the body as Content-Type: application/json.");
    assertThat(failure.code()).isEqualTo(ErrorCode.JSON_REQUIRED);
  }

  @Test
  void a_body_without_a_Content_Type_is_refused() {
    assertThat(refusal(Requests.from("127.0.0.1", Map.of())).code())
        .isEqualTo(ErrorCode.JSON_REQUIRED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t"})
  void an_empty_body_is_reported_as_empty(String text) {
    assertMalformed(text, "The body is empty; send a JSON object.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[{}]", "12", "\"text\"", "true"})
  void a_body_that_is_not_an_object_is_refused(String text) {
    assertMalformed(text, "The body must be a JSON object.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{               | 1 | 2",
        "{\"age\": 3} x  | 1 | 12",
        "{\"age\": 3}{}  | 1 | 11",
        "{\"age\": 03}   | 1 | 10",
        "{age: 3}        | 1 | 2",
        "{\"age\": NaN}  | 1 | 12",
      })
  void a_JSON_error_is_reported_with_its_line_and_column(String text, int line, int column) {
    assertMalformed(text, "The body is not valid JSON (line " + line + ", column " + column + ").");
  }

  @Test
  void a_field_that_appears_twice_is_malformed() {
    assertMalformed("{\"age\": 3,\n \"age\": 4}", "A field appears twice (line 2, column 7).");
  }

  @Test
  void a_body_with_more_than_5_levels_is_refused() {
    assertMalformed("[".repeat(5) + "]".repeat(5), "The body must be a JSON object.");
    assertMalformed("[".repeat(6) + "]".repeat(6), "The body is nested too deeply.");
  }

  @Test
  void a_body_that_is_not_UTF_8_is_refused() {
    var latin1 = "{\"first_name\": \"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(Requests.withBody("application/json", latin1)))
        .hasMessage("The body is not valid UTF-8.");
  }

  @Test
  void an_unknown_field_is_reported_by_name() {
    assertInvalid(
        "{\"tail\": \"long\"}", "tail", "unknown_field", "is not a field of this request");
  }

  @ParameterizedTest
  @CsvSource({
    "firstName, first_name",
    "FIRST-NAME, first_name",
    "frist_name, first_name",
    "first_nam, first_name",
    "isTame, is_tame",
    "Age, age"
  })
  void a_field_that_is_written_otherwise_is_suggested(String name, String meant) {
    assertInvalid(
        "{\"" + name + "\": null}",
        name,
        "unknown_field",
        "is not a field of this request; did you mean " + meant + "?");
  }

  @Test
  void all_faults_of_a_body_are_reported() {
    var request = Requests.withJson("{\"tail\": 1, \"is_tame\": 2, \"age\": \"3\"}");

    assertThat(refusal(request).errors())
        .extracting(error -> error.field() + " " + error.code())
        .containsExactlyInAnyOrder("tail unknown_field", "is_tame wrong_type", "age wrong_type");
  }

  @Test
  void faults_of_values_are_reported_with_the_others_once_for_each_field() {
    assertThat(faults("{\"age\": \"3\"}", ALL_REQUIRED))
        .containsExactly("age wrong_type", "first_name required", "is_tame required");
  }

  private static final BodyType<Pet> ALL_REQUIRED =
      BodyType.of(
          Pet.class,
          pet -> {
            throw Failure.invalid(
                Stream.of("first_name", "is_tame", "age")
                    .map(field -> new FieldError(field, "required", "is required"))
                    .toList());
          });

  /** {@code field code} of each fault. */
  private List<String> faults(String text, BodyType<?> type) {
    var request = Requests.withJson(text);
    return catchThrowableOfType(Failure.class, () -> body.read(request, type)).errors().stream()
        .map(error -> error.field() + " " + error.code())
        .toList();
  }

  @Test
  void a_field_whose_name_is_misspelt_is_not_reported_as_missing() {
    assertThat(faults("{\"firstName\": \"Rex\"}", ALL_REQUIRED))
        .containsExactly("firstName unknown_field", "is_tame required", "age required");
    assertThat(faults("{\"firstName\": \"Rex\", \"first_name\": \"\"}", ALL_REQUIRED))
        .contains("first_name required");
  }

  @Test
  void a_fault_that_follows_from_another_is_not_reported() {
    var type = ALL_REQUIRED.withDependent(Map.of("is_tame", "age"));

    assertThat(faults("{\"age\": \"3\"}", type))
        .containsExactly("age wrong_type", "first_name required");
    assertThat(faults("{\"tail\": 1}", type)).contains("is_tame required");
  }

  @Test
  void the_fields_of_an_unwrapped_record_are_read_like_the_others() {
    var type = BodyType.of(NewPet.class, pet -> {});
    var request = Requests.withJson("{\"owner\": \"Ada\", \"age\": 3}");

    assertThat(body.read(request, type)).isEqualTo(new NewPet("Ada", new Pet(null, null, 3L)));
    assertThat(faults("{\"owner\": 1, \"age\": \"3\", \"pet\": {}, \"isTame\": true}", type))
        .containsExactly(
            "owner wrong_type", "age wrong_type", "pet unknown_field", "isTame unknown_field");
  }

  @Test
  void a_field_of_another_route_is_refused_with_that_route() {
    var type = PET.withElsewhere(Map.of("owner", "is changed elsewhere"));

    assertThat(
            catchThrowableOfType(
                    Failure.class, () -> body.read(Requests.withJson("{\"owner\": 1}"), type))
                .errors())
        .containsExactly(new FieldError("owner", "unknown_field", "is changed elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "GZIP", "gzip, identity", "x"})
  void a_compressed_body_is_refused(String encoding) {
    var headers = Map.of("Content-Type", "application/json", "Content-Encoding", encoding);

    assertThat(refusal(Requests.from("127.0.0.1", headers)).code())
        .isEqualTo(ErrorCode.ENCODING_NOT_SUPPORTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"first_name\": 12}        | first_name | must be text",
        "{\"first_name\": 1.5}       | first_name | must be text",
        "{\"first_name\": true}      | first_name | must be text",
        "{\"first_name\": [\"Rex\"]} | first_name | must be text",
        "{\"first_name\": {}}        | first_name | must be text",
        "{\"is_tame\": \"true\"}     | is_tame    | must be true or false",
        "{\"is_tame\": 1}            | is_tame    | must be true or false",
        "{\"age\": \"3\"}            | age        | must be a whole number",
        "{\"age\": \"\"}             | age        | must be a whole number",
        "{\"age\": 3.5}              | age        | must be a whole number",
        "{\"age\": 3.0}              | age        | must be a whole number",
        "{\"age\": true}             | age        | must be a whole number",
        "{\"age\": 9223372036854775808} | age     | must be a whole number",
      })
  void a_field_of_the_wrong_type_is_reported_with_the_expected_type(
      String text, String field, String message) {
    assertInvalid(text, field, "wrong_type", message);
  }

  private ObjectNode object(String text) {
    return body.object(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_patch_changes_the_fields_it_names_and_null_clears_them() {
    var patch = object("{\"first_name\": \"Max\", \"age\": null}");

    assertThat(body.patched(new Pet("Rex", true, 3L), patch, PET))
        .isEqualTo(new Pet("Max", true, null));
  }

  @Test
  void a_patch_changes_objects_part_by_part() {
    var rex = new Pet("Rex", true, 3L);
    var zoo = new Zoo(Map.of("a", Map.of("rex", rex, "max", rex), "b", Map.of("bo", rex)));
    var patch =
        object(
            "{\"cages\": {\"a\": {\"rex\": {\"age\": 4}, \"max\": null}, \"c\": {\"may\": {\"age\": 1}}}}");

    var cages = body.patched(zoo, patch, ZOO).cages();

    assertThat(cages.get("a")).containsEntry("rex", new Pet("Rex", true, 4L));
    assertThat(cages.get("a")).containsEntry("max", null);
    assertThat(cages.get("b")).isEqualTo(Map.of("bo", rex));
    assertThat(cages.get("c")).isEqualTo(Map.of("may", new Pet(null, null, 1L)));
  }

  @Test
  void a_patch_replaces_what_is_not_an_object() {
    var patch = object("{\"cages\": null}");

    assertThat(body.patched(new Zoo(Map.of()), patch, ZOO)).isEqualTo(new Zoo(null));
  }

  @Test
  void faults_within_objects_are_named_by_their_path() {
    var faults =
        faults(
            """
            {"cages": {"a": {"rex": {"age": "3", "nam": "Rex", "firstName": "Rex"}, "max": 1}, "b": [], "c": null}}""",
            ZOO);

    assertThat(faults)
        .containsExactly(
            "cages.a.rex.age wrong_type",
            "cages.a.rex.nam unknown_field",
            "cages.a.rex.firstName unknown_field",
            "cages.a.max wrong_type",
            "cages.b wrong_type");
  }

  @Test
  void a_field_that_is_no_object_is_reported_as_such() {
    var failure =
        catchThrowableOfType(
            Failure.class, () -> body.read(Requests.withJson("{\"cages\": \"\"}"), ZOO));

    assertThat(failure.errors())
        .containsExactly(new FieldError("cages", "wrong_type", "must be an object"));
  }

  @Test
  void a_patch_of_an_unknown_field_is_refused() {
    var patch = object("{\"name\": \"Max\"}");
    var failure =
        catchThrowableOfType(
            Failure.class, () -> body.patched(new Pet("Rex", true, 3L), patch, PET));

    assertThat(failure.errors())
        .containsExactly(new FieldError("name", "unknown_field", "is not a field of this request"));
  }
}

package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.registrationapi.answer.Json;
import org.registrationapi.request.JsonMappers;

class OutputTest {
  private static final Thing THING =
      new Thing(
          "shop",
          null,
          true,
          Instant.parse("2026-11-22T10:11:12.345678Z"),
          List.of(),
          new Part("sent", 2),
          List.of(new Part("failed", 3), new Part("bounced", 10)));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private record Part(String status, int number) {}

  private record Thing(
      String name,
      String mailFrom,
      boolean isActivated,
      Instant timeCreated,
      List<String> origins,
      Part part,
      List<Part> reasons) {}

  private record Things(List<Thing> things, String nextCursor) {}

  private Output output(boolean isJson) {
    return new Output(stream(out), stream(err), JsonMappers.mapper(), () -> isJson);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void one_thing_is_shown_with_a_field_in_a_line_and_its_lists_below() {
    output(false).show(THING);

    assertThat(out)
        .asString()
        .isEqualToNormalizingNewlines(
            """
            name          shop
            mail_from     -
            is_activated  true
            time_created  2026-11-22T10:11:12Z
            origins       -
            part.status   sent
            part.number   2

            reasons:
            status   number
            failed   3
            bounced  10
            """);
  }

  @Test
  void a_list_is_a_table_of_some_fields() {
    output(false).list(new Things(List.of(THING), null), "things", "name", "part.status");

    assertThat(out)
        .asString()
        .isEqualToNormalizingNewlines(
            """
            name  part.status
            shop  sent
            """);
  }

  @Test
  void JSON_is_the_whole_answer_in_one_line() {
    var things = new Things(List.of(THING), "abc");
    output(true).list(things, "things", "name");
    output(true).done("It is done.");
    output(true).next("abc");

    assertThat(out).asString().isEqualToNormalizingNewlines(Json.text(things) + "\n");
    assertThat(err).asString().isEmpty();
  }

  @Test
  void notes_are_no_part_of_the_result() {
    output(false).next("abc");
    output(false).next(null);

    assertThat(out).asString().isEmpty();
    assertThat(err).asString().isEqualToNormalizingNewlines("There are more; add --cursor=abc\n");
  }
}

package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columns_are_as_wide_as_their_longest_text() {
    var rows = List.of(List.of("a", "Łódź", "-"), List.of("shop.example", "b", "x"));

    assertThat(Table.of(List.of("name", "city", "note"), rows).lines())
        .containsExactly(
            "name          city  note", //
            "a             Łódź  -",
            "shop.example  b     x");
  }

  @Test
  void a_list_without_elements_has_only_its_heading() {
    assertThat(Table.of(List.of("name", "city"), List.of()).lines()).containsExactly("name  city");
    assertThat(new Table(List.of()).lines()).isEmpty();
  }

  @Test
  void characters_that_a_terminal_obeys_or_hides_are_replaced() {
    var escape = "\u001b[31mred\u202e\n\u200b😀";

    assertThat(new Table(List.of(List.of(escape))).lines()).containsExactly("?[31mred???😀");
  }
}

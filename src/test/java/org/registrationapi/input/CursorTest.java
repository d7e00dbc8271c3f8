package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How cursors and ids are read. */
class CursorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada+tag@example.com", "ü?&=/ %", "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71"})
  void a_position_is_encoded_in_URL_safe_characters_and_decoded_again(String position) {
    var cursor = Cursor.at(position);

    assertThat(cursor).matches("[A-Za-z0-9_-]*");
    assertThat(Cursor.read(cursor)).hasValue(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a", "é", "AAAA", "YQ=a"})
  void a_text_that_is_no_cursor_has_no_position(String cursor) {
    assertThat(Cursor.read(cursor)).isEmpty();
  }

  @Test
  void an_id_is_read_in_its_canonical_form_only() {
    var id = "0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71";

    assertThat(Ids.read(id)).hasToString("Optional[" + id + "]");
    assertThat(Ids.read(id.toUpperCase(java.util.Locale.ROOT))).isEqualTo(Ids.read(id));
    for (var other : new String[] {"", "rubbish", "1-1-1-1-1", id + "0", id.substring(1)})
      assertThat(Ids.read(other)).isEmpty();
  }
}

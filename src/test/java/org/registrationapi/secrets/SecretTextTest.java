package org.registrationapi.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", " s3cret\r\n\n", "\uFEFFs3cret", "\uFEFF \ts3cret\u2028"})
  void a_byte_order_mark_and_blanks_around_a_secret_are_dropped(String text) {
    assertThat(SecretText.in(text)).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\uFEFF", "\uFEFF\n"})
  void a_text_without_a_secret_is_blank(String text) {
    assertThat(SecretText.in(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery", "!\"§$%&/()=?'`,;", "é", "пароль", "密碼", "🔑"})
  void visible_characters_and_spaces_are_kept(String secret) {
    assertThat(SecretText.in(secret)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, NULL",
    "0009, CHARACTER TABULATION",
    "000A, LINE FEED (LF)",
    "007F, DELETE",
    "00A0, NO-BREAK SPACE",
    "00AD, SOFT HYPHEN",
    "200B, ZERO WIDTH SPACE",
    "202E, RIGHT-TO-LEFT OVERRIDE",
    "2028, LINE SEPARATOR",
    "3000, IDEOGRAPHIC SPACE",
    "3164, HANGUL FILLER",
    "FE0F, VARIATION SELECTOR-16",
    "FEFF, ZERO WIDTH NO-BREAK SPACE",
    "E0020, TAG SPACE"
  })
  void an_invisible_character_is_refused_by_its_name(String hex, String name) {
    var secret = "s3cret" + Character.toString(Integer.parseInt(hex, 16)) + "s3cret";

    assertThatThrownBy(() -> SecretText.in(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "has the invisible character U+"
                + hex
                + " "
                + name
                + "; write the secret again without it");
  }

  @Test
  void
      every_character_that_Java_calls_ignorable_is_refused_and_all_of_ASCII_that_is_printable_is_not() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
        .filteredOn(Character::isIdentifierIgnorable)
        .allSatisfy(
            c ->
                assertThatThrownBy(() -> SecretText.in("a" + Character.toString(c) + "b"))
                    .isInstanceOf(IllegalArgumentException.class));
    for (char c = ' '; c <= '~'; c++) assertThat(SecretText.in("a" + c + "b")).hasSize(3);
  }

  static Stream<Charset> otherEncodings() {
    return Stream.of(
        StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void a_file_in_another_encoding_is_refused(Charset encoding) throws IOException {
    var mark = encoding.equals(StandardCharsets.ISO_8859_1) ? "" : "\uFEFF";
    var file = Files.writeString(directory.resolve("secret"), mark + "schl\u00FCssel", encoding);

    assertThatThrownBy(() -> SecretText.in(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not text in UTF-8; store it again as UTF-8");
  }
}

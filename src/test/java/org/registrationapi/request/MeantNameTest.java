package org.registrationapi.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which name an unknown one may stand for. */
class MeantNameTest {
  private static final List<String> KNOWN = List.of("first_name", "email", "kind", "id", "to");

  @ParameterizedTest
  @CsvSource({
    "firstName, first_name",
    "FIRST-NAME, first_name",
    "frist_nam, first_name",
    "emial, email",
    "e_mail, email",
    "mail, email",
    "kinds, kind",
    "Kind, kind",
    "ID, id"
  })
  void a_name_with_few_typing_faults_has_a_meaning(String name, String meant) {
    assertThat(MeantName.of(name, KNOWN)).hasValue(meant);
    assertThat(MeantName.question(name, KNOWN)).isEqualTo("; did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"last_name", "maiden", "kinded", "ip", "it", "do", "", "e"})
  void another_name_has_none(String name) {
    assertThat(MeantName.of(name, KNOWN)).isEmpty();
    assertThat(MeantName.question(name, KNOWN)).isEmpty();
  }
}

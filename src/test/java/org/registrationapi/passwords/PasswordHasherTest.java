package org.registrationapi.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.Failure;

class PasswordHasherTest {
  private final PasswordHasher hasher = new PasswordHasher(HashingGate.ofThisMachine());

  /** By the library, not by us. */
  private static boolean verify(String hash, String password) {
    return Argon2Factory.create(Argon2Types.ARGON2id)
        .verify(hash, password.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_hash_tells_its_parameters_salt_and_32_bytes() {
    assertThat(hasher.hash("correct horse battery"))
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        " blanks matter ",
        "пароль 😀",
        "nul\0inside",
        "\0\0\0\0\0\0\0\0"
      })
  void a_hash_is_that_of_its_password(String password) {
    assertThat(verify(hasher.hash(password), password)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "correct horse,correct horsf",
        "correct horse,Correct horse",
        "correct horse,correct horse ",
        "correct horse, correct horse",
        "correct 😀,correct 😁",
        "correct 😀,correct ?",
        "correct\0horse,correct\0horsf",
        "correct\0horse,correct",
      })
  void a_hash_is_not_that_of_another_password(String password, String other) {
    assertThat(verify(hasher.hash(password), other)).isFalse();
  }

  @Test
  void two_hashes_of_one_password_differ() {
    assertThat(hasher.hash("correct horse")).isNotEqualTo(hasher.hash("correct horse"));
  }

  @Test
  void hashing_goes_through_the_gate() {
    var closed = new PasswordHasher(new HashingGate(0, 0, Duration.ZERO));

    assertThatThrownBy(() -> closed.hash("correct horse")).isInstanceOf(Failure.class);
  }
}

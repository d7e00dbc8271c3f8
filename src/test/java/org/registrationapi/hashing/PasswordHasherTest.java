package org.registrationapi.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.errors.Failure;

/** How passwords are hashed and checked. */
class PasswordHasherTest {
  private final PasswordHasher hasher =
      new PasswordHasher(new HashingGate(new HashingLimits(2, 32, Duration.ofSeconds(2))));

  private String hash(String password) {
    try (var slot = hasher.enter()) {
      return hasher.hash(slot, password);
    }
  }

  private PasswordCheck check(String password, String hash) {
    try (var slot = hasher.enter()) {
      return hasher.check(slot, password, hash);
    }
  }

  /** Checks a hash with the implementation that did not make it. */
  private static boolean verify(String hash, String password) {
    return new Argon2Hashes(new BouncyArgon2())
        .matches(password.getBytes(StandardCharsets.UTF_8), hash);
  }

  @Test
  void a_hash_contains_its_parameters_a_salt_and_32_bytes() {
    assertThat(hash("correct horse battery"))
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
  void a_hash_matches_its_password(String password) {
    assertThat(verify(hash(password), password)).isTrue();
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
  void a_hash_does_not_match_another_password(String password, String other) {
    assertThat(verify(hash(password), other)).isFalse();
  }

  @Test
  void two_hashes_of_one_password_differ() {
    assertThat(hash("correct horse")).isNotEqualTo(hash("correct horse"));
  }

  @Test
  void every_hash_and_every_check_passes_the_gate_once() {
    var passed = new AtomicInteger();
    var watch =
        new HashingWatch() {
          @Override
          public void passed(Duration wait, Duration work) {
            passed.incrementAndGet();
          }

          @Override
          public void refused() {}
        };
    var watched =
        new PasswordHasher(new HashingGate(new HashingLimits(1, 0, Duration.ofMinutes(1)), watch));
    try (var slot = watched.enter()) {
      var hash = watched.hash(slot, "correct horse");
      assertThat(passed).hasValue(1);

      watched.check(slot, "correct horse", hash);
      assertThat(passed).hasValue(2);
      watched.check(slot, "correct horse", IMPORTED.get(0));
      assertThat(passed).hasValue(3);
      watched.check(slot, "correct horse", PasswordHasher.OF_NO_PASSWORD);
      assertThat(passed).hasValue(4);
    }
  }

  @Test
  void hashing_and_checking_are_refused_while_others_hash() throws InterruptedException {
    var gate = new HashingGate(new HashingLimits(1, 1, Duration.ofSeconds(1)));
    var busy = new PasswordHasher(gate);
    var isHeld = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var other =
        new Thread(
            () -> {
              try (var slot = gate.enter()) {
                slot.run(
                    () -> {
                      isHeld.countDown();
                      await(release);
                      return "done";
                    });
              }
            });
    other.start();
    await(isHeld);
    try (var slot = busy.enter()) {
      assertThatThrownBy(() -> busy.hash(slot, "correct horse")).isInstanceOf(Failure.class);
      assertThatThrownBy(() -> busy.check(slot, "correct horse", IMPORTED.get(0)))
          .isInstanceOf(Failure.class);
    } finally {
      release.countDown();
      other.join();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_closed_gate_refuses_entry() {
    var closed = new PasswordHasher(new HashingGate(new HashingLimits(0, 0, Duration.ZERO)));

    assertThatThrownBy(closed::enter).isInstanceOf(Failure.class);
  }

  @Test
  void a_password_is_right_or_wrong_for_a_hash_made_here() {
    var hash = hash("correct horse");

    assertThat(check("correct horse", hash)).isEqualTo(PasswordCheck.RIGHT);
    assertThat(check("correct horsf", hash)).isEqualTo(PasswordCheck.WRONG);
  }

  /**
   * A part of a PHC string: 1 the algorithm, 2 the version, 3 the costs, 4 the salt, 5 the hash.
   */
  private static String part(int number, String hash) {
    return hash.split("\\$", -1)[number];
  }

  private static int bytes(int part, String hash) {
    return Base64.getDecoder().decode(part(part, hash)).length;
  }

  @Test
  void the_hash_of_no_password_has_the_usual_costs_and_never_matches() {
    var none = PasswordHasher.OF_NO_PASSWORD;
    var usual = hash("correct horse");

    for (int i : new int[] {1, 2, 3}) assertThat(part(i, none)).isEqualTo(part(i, usual));
    for (int i : new int[] {4, 5}) assertThat(bytes(i, none)).isEqualTo(bytes(i, usual));
    assertThat(check("correct horse", PasswordHasher.OF_NO_PASSWORD))
        .isEqualTo(PasswordCheck.WRONG);
  }

  /** Hashes of "correct horse battery", made by libxcrypt, OpenSSL and libargon2. */
  static final List<String> IMPORTED =
      List.of(
          "$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$ebnHHTApWa0oNoXTYCCHxLXDaejcvcTRQhZaD1OJNCE",
          "$pbkdf2-sha256$i=1000,l=32$MDEyMzQ1Njc4OWFiY2RlZg$BVALGMmC/K/8ELErc5VgJxyPFApArIZRCQsqjEgZWJ4",
          "$pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$BVALGMmC/K/8ELErc5VgJxyPFApArIZRCQsqjEgZWJ4",
          "$pbkdf2-sha512$i=1000$MDEyMzQ1Njc4OWFiY2RlZg$7F/Y1rnWXXurLCfFvAmyjyXtbABhgzBTBNcm//wlnvGBOz7OExlgRFs5qwaY5PzB3/WjR7P4yv/ACDQZpDXIfQ",
          "$2a$04$0123456789abcdefghijku0xyDy2.5PjRwtsgm/pAlNmY67asCqty",
          "$2b$04$0123456789abcdefghijku0xyDy2.5PjRwtsgm/pAlNmY67asCqty",
          "$2y$04$0123456789abcdefghijku0xyDy2.5PjRwtsgm/pAlNmY67asCqty",
          "$argon2i$v=19$m=1024,t=2,p=1$RZtskoOBx67tP5FcQ8d6rw$I8pr1nWyl7q33/zSLIhlxJSJ2sTimzKwg1/il9D4vmc",
          "$argon2d$v=19$m=1024,t=2,p=1$J9QwsKZtmZddr27QN3FtXg$aPm35synSu2q9SlOj0fJdRK4OlSIJBZiuPX/dW2u2Ts",
          "$argon2id$v=19$m=1024,t=2,p=1$1V5uDH8SbSihqrfmXZnckw$j1maIL6JSo9zwCsHSed2Gc3kjjU5yozA49tH5fpLJ/M");

  @ParameterizedTest
  @FieldSource("IMPORTED")
  void an_imported_hash_is_checked_and_is_outdated(String hash) {
    assertThat(check("correct horse battery", hash)).isEqualTo(PasswordCheck.OUTDATED);
    assertThat(check("correct horse batterz", hash)).isEqualTo(PasswordCheck.WRONG);
  }

  static final List<String> UNUSABLE =
      List.of(
          "",
          "correct horse battery",
          "$argon2id$v=19$m=131073,t=1,p=1$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$argon2id$v=19$m=65536,t=17,p=1$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$argon2id$v=19$m=19456,t=2,p=17$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$argon2id$v=19$m=1,t=0,p=0$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$argon2id$v=19$m=19456,t=2,p=1$" + "A".repeat(21) + "$" + "A".repeat(41),
          "$2b$15$" + "A".repeat(53),
          "$2b$03$" + "A".repeat(53),
          "$2x$10$" + "A".repeat(53),
          "$scrypt$ln=18,r=8,p=1$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$scrypt$ln=14,r=8,p=5$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$scrypt$ln=1,r=0,p=0$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$scrypt$ln=99,r=8,p=1$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$pbkdf2-sha256$i=2000001$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$pbkdf2-sha256$i=0$" + "A".repeat(22) + "$" + "A".repeat(43),
          "$pbkdf2-sha256$i=1$" + "A".repeat(21) + "$" + "A".repeat(41),
          "$pbkdf2-md5$i=1000$" + "A".repeat(22) + "$" + "A".repeat(43));

  @ParameterizedTest
  @FieldSource("UNUSABLE")
  void an_invalid_or_too_costly_hash_never_matches(String hash) {
    assertThat(check("correct horse battery", hash)).isEqualTo(PasswordCheck.WRONG);
  }
}

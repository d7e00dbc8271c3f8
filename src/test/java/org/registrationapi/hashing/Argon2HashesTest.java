package org.registrationapi.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Either of the two implementations of Argon2 can replace the other. */
class Argon2HashesTest {
  private static final Argon2 NATIVE = Libsodium.loadOr(new BouncyArgon2());
  private static final Argon2Hashes SODIUM = new Argon2Hashes(NATIVE);
  private static final Argon2Hashes BOUNCY = new Argon2Hashes(new BouncyArgon2());

  private static final List<String> PASSWORDS =
      List.of(
          "correct horse battery",
          " blanks matter ",
          "пароль 😀",
          "nul\0inside",
          "\0\0\0\0\0\0\0\0",
          "",
          "😀".repeat(128),
          "a".repeat(1 << 20));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void libsodium_is_loaded() {
    assertThat(NATIVE).isInstanceOf(Libsodium.class);
  }

  static Stream<Arguments> pairs() {
    return PASSWORDS.stream()
        .flatMap(
            it -> Stream.of(Arguments.of(it, SODIUM, BOUNCY), Arguments.of(it, BOUNCY, SODIUM)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_hash_of_either_implementation_is_checked_by_the_other(
      String password, Argon2Hashes maker, Argon2Hashes checker) {
    var hash = maker.make(utf8(password));

    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(checker.matches(utf8(password), hash)).isTrue();
    assertThat(checker.matches(utf8(password + "\0"), hash)).isFalse();
    assertThat(checker.matches(utf8(password + "x"), hash)).isFalse();
  }

  /** Hashes of "correct horse battery", made by the reference implementation. */
  static final List<String> REFERENCE =
      List.of(
          "$argon2id$v=19$m=19456,t=2,p=1$Um8kIRM103trk+YGELRFvQ$jv+AXsGvbKWToMhQU/SrcZRXDYLOkksYKvxUGUoZg+E",
          "$argon2id$v=19$m=1024,t=2,p=1$1V5uDH8SbSihqrfmXZnckw$j1maIL6JSo9zwCsHSed2Gc3kjjU5yozA49tH5fpLJ/M",
          "$argon2id$v=19$m=1024,t=2,p=4$4hLTQ3IfCaJrc0qwlIKwJg$3E6NDMDzicqSBeKYKtPOKN55esFKAPJXDWNZXpb2j6E",
          "$argon2id$v=19$m=1024,t=3,p=1$HL3m339PFWs$0TdKpt26HRtEOQcq6wEgbQ",
          "$argon2id$v=19$m=1024,t=3,p=1$zegHwvARAC7JEq6CIJ3O6xcpP/XqWig2Sv/SVzx5if4$8LmCVjLKRmp0IY+f2IHl4Cp7l7t2xR8Kg8W+wBY1m0xMOeR4sWxBIlfRUsvowO5S5lu4ceg19fM3nxmqWyTFqQ",
          "$argon2i$v=19$m=1024,t=2,p=1$RZtskoOBx67tP5FcQ8d6rw$I8pr1nWyl7q33/zSLIhlxJSJ2sTimzKwg1/il9D4vmc",
          "$argon2i$v=19$m=1024,t=2,p=4$n8niWzl/1X+ZfwtGCRtCwQ$/HqHP/nRZtdatmOfOOE2RYMXwOCH2z0cd6uCJr+r5c8",
          "$argon2d$v=19$m=1024,t=2,p=1$J9QwsKZtmZddr27QN3FtXg$aPm35synSu2q9SlOj0fJdRK4OlSIJBZiuPX/dW2u2Ts",
          "$argon2d$v=19$m=1024,t=2,p=4$TqVCu8X+ZyclHh1DBeBUgg$0AOMWrE0ywEx+giUih8bagZSQQtIj80Z4a2ck2Q/o90",
          "$argon2id$v=16$m=1024,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$ZWXiAWylzz8lUq6iexwlXiKEnmaYuPhKjE8l1WiMqzs",
          "$argon2i$v=16$m=1024,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$ZsWgBcdOYqQU9hGX7VXidlg13v+Y+6Hy+s2eXKYdNBY",
          "$argon2i$m=1024,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$ZsWgBcdOYqQU9hGX7VXidlg13v+Y+6Hy+s2eXKYdNBY",
          "$argon2d$v=16$m=1024,t=2,p=2$MDEyMzQ1Njc4OWFiY2RlZg$Nagd14cC35oHKUwKDs1bmufNN9YWui5fCxjG0LAGsiE");

  @ParameterizedTest
  @FieldSource("REFERENCE")
  void both_implementations_check_hashes_with_any_parameters(String hash) {
    for (var hashes : List.of(SODIUM, BOUNCY)) {
      assertThat(hashes.matches(utf8("correct horse battery"), hash)).isTrue();
      assertThat(hashes.matches(utf8("correct horse batterz"), hash)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linux-x86-64, libjnidispatch.so",
    "linux-aarch64, libjnidispatch.so",
    "darwin-x86-64, libjnidispatch.jnilib",
    "darwin-aarch64, libjnidispatch.jnilib",
    "win32-x86-64, jnidispatch.dll"
  })
  void the_jars_contain_native_code_for_each_common_platform(String platform, String jna) {
    assertThat(Libsodium.class.getResource(Libsodium.IN_JAR.get(platform))).isNotNull();
    assertThat(Libsodium.class.getResource("/com/sun/jna/" + platform + "/" + jna)).isNotNull();
  }

  @Test
  void without_libsodium_Bouncy_Castle_is_used_and_one_warning_is_logged() {
    var logger = (Logger) LoggerFactory.getLogger(Libsodium.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    Argon2 argon2;
    try {
      argon2 = Libsodium.loadOr(new BouncyArgon2(), "/nowhere/libsodium.so");
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(argon2).isInstanceOf(BouncyArgon2.class);
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(lines.list.get(0).getFormattedMessage())
        .startsWith(
            "libsodium cannot be loaded: Bouncy Castle hashes passwords, at half the rate or less."
                + " java.lang.UnsatisfiedLinkError: Unable to load library '/nowhere/libsodium.so'");
  }
}

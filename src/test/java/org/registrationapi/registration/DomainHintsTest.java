package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.text.Resources;

class DomainHintsTest {
  private static List<String> lines(String path) {
    return Resources.text(path).lines().filter(line -> !line.startsWith("#")).toList();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/mail-domain-typos.csv")
  void a_typo_in_a_common_domain_gets_a_suggestion(String typed, String meant) {
    assertThat(suggestion("ada@" + typed)).isEqualTo("ada@" + meant);
  }

  static Stream<String> realDomains() {
    return lines("/real-mail-domains.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("realDomains")
  void a_real_domain_gets_no_hint(String domain) {
    assertThat(suggestion("ada@" + domain)).isNull();
  }

  static Stream<String> knownDomains() {
    return Stream.of("common", "similar")
        .flatMap(list -> lines("/mail-domains/" + list + ".txt").stream());
  }

  @ParameterizedTest
  @MethodSource("knownDomains")
  void a_known_domain_gets_no_hint_in_upper_or_lower_case(String domain) {
    assertThat(suggestion("ada@" + domain)).isNull();
    assertThat(suggestion("ada@" + domain.toUpperCase(java.util.Locale.ROOT))).isNull();
  }

  @Test
  void the_domain_lists_are_long_and_have_no_duplicates() {
    assertThat(knownDomains()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(realDomains()).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    assertThat(realDomains().filter(domain -> knownDomains().noneMatch(domain::equals)))
        .as("real domains that we do not know")
        .hasSizeGreaterThan(100);
  }

  static final List<String> UNUSUAL =
      List.of(
          "a@b.de",
          "a@x.com",
          "a@m.co",
          "ada@bücher.example",
          "ada@xn--bcher-kva.example",
          "ada@例え.テスト",
          "ada@почта.рф",
          "ada@gmail.example.com",
          "ada@gmail.gmail.gmail",
          "ada@mail.gmail.com",
          "ada@" + "gmail".repeat(12) + ".com",
          "ada@" + "a.".repeat(120) + "com",
          "ada@" + "a".repeat(63) + ".com",
          "ada@gmail-gmail.com",
          "ada@1.2.3.example",
          "ada@g-m-a-i-l.com",
          "ada@moc.liamg",
          "ada@com.com",
          "ada@co.uk",
          "ada@com.br");

  @ParameterizedTest
  @FieldSource("UNUSUAL")
  void an_unusual_domain_gets_no_hint(String address) {
    assertThat(suggestion(address)).isNull();
  }

  @ParameterizedTest
  @FieldSource("LOCAL_PARTS")
  void the_local_part_is_kept_as_typed(String local) {
    assertThat(suggestion(local + "@gmial.com")).isEqualTo(local + "@gmail.com");
  }

  static final List<String> LOCAL_PARTS =
      List.of("a", "Ada.Lovelace", "ada+gmial.com", "gmial", "a".repeat(64), "o'neil", "{x}%");

  @Test
  void a_typo_is_found_in_punycode_too() {
    assertThat(suggestion("ada@xn--gmal-nza.com")).isEqualTo("ada@gmail.com");
    assertThat(suggestion("ada@orangé.fr")).isEqualTo("ada@orange.fr");
  }

  @Test
  void the_more_common_of_two_equally_close_domains_is_suggested() {
    assertThat(suggestion("ada@gemail.com")).isEqualTo("ada@gmail.com");
  }

  private static String suggestion(String address) {
    return DomainHints.suggestion(EmailAddress.parse(address)).orElse(null);
  }
}

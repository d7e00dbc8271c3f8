package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which email addresses are accepted, and how they are normalized. */
class EmailAddressTest {
  private static final String LOCAL_64 = "a".repeat(64);
  private static final String LABEL_63 = "d".repeat(63);

  /** 189 characters in three labels, and a dot after each label. */
  private static final String LONG_DOMAIN = (LABEL_63 + ".").repeat(3);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "ada@example.com, ada@example.com, ada@example.com",
        "Ada@Example.COM, Ada@example.com, ada@example.com",
        "ADA@EXAMPLE.COM, ADA@example.com, ada@example.com",
        "ada+news@example.com, ada+news@example.com, ada+news@example.com",
        "ada.de.lovelace@example.com, ada.de.lovelace@example.com, ada.de.lovelace@example.com",
        "a@b.cd, a@b.cd, a@b.cd",
        "ada_l-1@mail.my-shop.example.com, ada_l-1@mail.my-shop.example.com, ada_l-1@mail.my-shop.example.com",
        "O'Hara@example.museum, O'Hara@example.museum, o'hara@example.museum",
        "!#$%&*/=?^`{|}~@example.com, !#$%&*/=?^`{|}~@example.com, !#$%&*/=?^`{|}~@example.com",
        "ada@bücher.example, ada@xn--bcher-kva.example, ada@xn--bcher-kva.example",
        "ada@BÜCHER.example, ada@xn--bcher-kva.example, ada@xn--bcher-kva.example",
        "ada@xn--bcher-kva.example, ada@xn--bcher-kva.example, ada@xn--bcher-kva.example",
        "ada@XN--BCHER-KVA.example, ada@xn--bcher-kva.example, ada@xn--bcher-kva.example",
        "Ada@例え.テスト, Ada@xn--r8jz45g.xn--zckzah, ada@xn--r8jz45g.xn--zckzah",
        "ada@example.xn--p1ai, ada@example.xn--p1ai, ada@example.xn--p1ai",
      })
  void an_address_has_the_typed_text_a_deliverable_form_and_a_key(
      String text, String deliverable, String key) {
    assertThat(EmailAddress.parse(text)).isEqualTo(new EmailAddress(text, deliverable, key));
  }

  static final List<String> LONGEST =
      List.of(
          LOCAL_64 + "@example.com",
          "ada@" + LABEL_63 + ".com",
          "a@" + LONG_DOMAIN + "e".repeat(56) + ".com"); // 254

  @ParameterizedTest
  @FieldSource("LONGEST")
  void an_address_may_reach_every_length_limit(String text) {
    assertThat(EmailAddress.parse(text).key()).isEqualTo(text);
  }

  static final List<Arguments> FAULTY =
      List.of(
          arguments("", "is blank"),
          arguments(" \t", "is blank"),
          arguments("ada", "has no @"),
          arguments("ada.example.com", "has no @"),
          arguments("ada@lovelace@example.com", "has more than one @"),
          arguments("ada@@example.com", "has more than one @"),
          arguments("@example.com", "has nothing before the @"),
          arguments("@", "has nothing before the @"),
          arguments("ada@", "has no domain after the @"),
          arguments(" ada@example.com", "has a blank at its start or end"),
          arguments("ada@example.com ", "has a blank at its start or end"),
          arguments("ada@example.com\n", "has a blank at its start or end"),
          arguments("ada@example.com\nBcc: eve@example.com", "has a control character"),
          arguments("ada\r\n@example.com", "has a control character"),
          arguments("ada\0@example.com", "has a control character"),
          arguments("ada@exam\0ple.com", "has a control character"),
          arguments("ada\u007f@example.com", "has a control character"),
          arguments("ada@example\u0085.com", "has a control character"),
          arguments("\"ada\"@example.com", "has quotes, which are not accepted"),
          arguments("\"Ada\" <ada@example.com>", "has quotes, which are not accepted"),
          arguments("ada(comment)@example.com", "has parentheses, which are not accepted"),
          arguments("(comment)ada@example.com", "has parentheses, which are not accepted"),
          arguments("ada@example.com(comment)", "has parentheses, which are not accepted"),
          arguments(LOCAL_64 + "a@example.com", "has more than 64 characters before the @"),
          arguments("a@" + LONG_DOMAIN + "e".repeat(57) + ".com", "is longer than 254 characters"),
          arguments(
              // 235 characters as typed, more than 254 in punycode
              LOCAL_64 + "@" + ("ü".repeat(20) + ".").repeat(8) + "com",
              "is longer than 254 characters"),
          arguments("adá@example.com", "has letters before the @ that are not ASCII"),
          arguments("\u00a0ada@example.com", "has letters before the @ that are not ASCII"),
          arguments("😀@example.com", "has letters before the @ that are not ASCII"),
          arguments("ada@[127.0.0.1]", "has an IP address for a domain, which is not accepted"),
          arguments("ada@[IPv6:::1]", "has an IP address for a domain, which is not accepted"),
          arguments(
              "ada@straße.example",
              "has an ambiguous letter in its domain; write the domain in punycode (xn--…)"),
          arguments(
              "ada@a\u200db.example",
              "has an ambiguous letter in its domain; write the domain in punycode (xn--…)"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("FAULTY")
  void a_faulty_address_is_refused_with_the_reason(String text, String message) {
    assertThatThrownBy(() -> EmailAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@my_shop.example",
        "ada@-shop.example",
        "ada@shop-.example",
        "ada@shop..example",
        "ada@.example.com",
        "ada@exam ple.com",
        "ada@ example.com",
        "ada@example.com,eve.example",
        "ada@example.com:25",
        "ada@example.com/x",
        "ada@dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.com", // 64
        "ada@xn--.example",
        "<ada@example.com>",
        "Ada <ada@example.com>",
      })
  void an_address_with_an_invalid_domain_is_refused(String text) {
    assertThatThrownBy(() -> EmailAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("has an invalid domain");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "exa\u00admple.com|has the invisible character U+00AD (SOFT HYPHEN) in its domain",
        "exa\u200bmple.com|has the invisible character U+200B (ZERO WIDTH SPACE) in its domain",
        "exa\u2060mple.com|has the invisible character U+2060 (WORD JOINER) in its domain",
        "exa\ufe0fmple.com|has the invisible character U+FE0F (VARIATION SELECTOR-16) in its domain",
        "exa\u202emple.com|has the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE) in its domain",
        "exa\u00a0mple.com|has the invisible character U+00A0 (NO-BREAK SPACE) in its domain",
        "exa\u3164mple.com|has the invisible character U+3164 (HANGUL FILLER) in its domain",
        "😀.example|has the character U+1F600 (GRINNING FACE) in its domain, which domains cannot contain",
        "xn--n3h.example|has the character U+2603 (SNOWMAN) in its domain, which domains cannot contain",
        "example.com⁄x|has the character U+2044 (FRACTION SLASH) in its domain, which domains cannot contain",
        "ex·ample.com|has the character U+00B7 (MIDDLE DOT) in its domain, which domains cannot contain",
        "１２７.0.0.1|has the character U+FF11 (FULLWIDTH DIGIT ONE) in its domain, which looks like another one",
        "ｅxample.com|has the character U+FF45 (FULLWIDTH LATIN SMALL LETTER E) in its domain, which looks like another one",
        "𝐞xample.com|has the character U+1D41E (MATHEMATICAL BOLD SMALL E) in its domain, which looks like another one",
        "ﬁne.example|has the character U+FB01 (LATIN SMALL LIGATURE FI) in its domain, which looks like another one",
        "ꭰbc.example|has the character U+AB70 (CHEROKEE SMALL LETTER A) in its domain, of a script that is hardly in use",
        "pаypal.com|has the character U+0430 (CYRILLIC SMALL LETTER A) in its domain, among letters of another script",
        "аpple.com|has the character U+0430 (CYRILLIC SMALL LETTER A) in its domain, among letters of another script",
        "gοοgle.com|has the character U+03BF (GREEK SMALL LETTER OMICRON) in its domain, among letters of another script",
        "xn--pypal-4ve.com|has the character U+0430 (CYRILLIC SMALL LETTER A) in its domain, among letters of another script",
        "οдин.example|has the character U+0434 (CYRILLIC SMALL LETTER DE) in its domain, among letters of another script",
        "аррӏе.com|has the character U+0430 (CYRILLIC SMALL LETTER A) in its domain, and all others look Latin too",
        "xn--80ak6aa92e.com|has the character U+0430 (CYRILLIC SMALL LETTER A) in its domain, and all others look Latin too",
        "mail.ѕсоре.com|has the character U+0455 (CYRILLIC SMALL LETTER DZE) in its domain, and all others look Latin too",
      })
  void an_invisible_or_look_alike_character_in_a_domain_is_named(String domain, String message) {
    assertThatThrownBy(() -> EmailAddress.parse("ada@" + domain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bücher.example",
        "bu\u0308cher.example", // u and a combining diaeresis
        "paral·lel.example",
        "сахар.рф", // all letters look Latin, at home
        "пример.com",
        "παράδειγμα.gr",
        "例え.jp",
        "カタカナ・ひらがな漢字abc.jp",
        "中文abc.example",
        "한국어abc.example",
        "ทำ.example",
        "مثال.example",
        "דוגמה.example",
        "उदाहरण.example",
        "xn--p1ai.example",
      })
  void a_domain_in_ordinary_letters_of_any_script_is_accepted(String domain) {
    var route = EmailAddress.parse("ada@" + domain).route();

    assertThat(route).startsWith("ada@").matches("[a-z0-9@.-]+");
    assertThat(EmailAddress.parse(route).route()).as("again").isEqualTo(route);
  }

  @ParameterizedTest
  @CsvSource({
    "ada@example.com, ada@example.com",
    "Ada+News@Example.com, ada@example.com",
    "ada+a+b@example.com, ada@example.com",
    "+ada@example.com, +ada@example.com",
    "ada@a+b.example, ''",
  })
  void mails_are_counted_without_the_tag(String text, String mailbox) {
    if (mailbox.isEmpty())
      assertThatThrownBy(() -> EmailAddress.parse(text)).hasMessage("has an invalid domain");
    else assertThat(EmailAddress.parse(text).mailbox()).isEqualTo(mailbox);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@localhost",
        "ada@example.com.",
        "ada@127.0.0.1",
        "ada@2130706433", // the same as one number
        "ada@example.123",
        ".ada@example.com",
        "ada.@example.com",
        "ada..lovelace@example.com",
        "ada lovelace@example.com",
        "ada @example.com",
        "ada,eve@example.com",
        "ada;eve@example.com",
        "mailto:ada@example.com",
        "ada\\@example.com",
        "ada\\ lovelace@example.com",
        "ada\\,eve@example.com",
        "ada\\<eve@example.com",
        "\\ada@example.com",
        "ada[1]@example.com",
      })
  void an_invalid_address_is_refused_with_an_example(String text) {
    assertThatThrownBy(() -> EmailAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is not an email address such as ada@example.com");
  }
}

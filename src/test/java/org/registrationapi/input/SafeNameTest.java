package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.NullSource;

/** Which names may be used in the greeting of a mail. */
class SafeNameTest {
  static final List<String> NAMES =
      List.of(
          "Ada",
          "ada",
          "ADA",
          "Zoë",
          "Ø",
          "Jean-Pierre",
          "Jean‐Pierre",
          "Mary Ann",
          "MARY ANN",
          "Maria de Lourdes",
          "Abd al-Rahman",
          "Min-jun",
          "Xiao-ming",
          "O'Neil",
          "O’Neil",
          "D’Arcy",
          "N'Golo",
          "McKenzie",
          "LaToya",
          "J.",
          "J. R.",
          "J.R.R.",
          "J. Edgar",
          "Ma. Elena",
          "St. John",
          "Nguyễn",
          "Ọláwálé",
          "Kaʻiulani",
          "Þórdís",
          "Łukasz",
          "Élodie",
          "İbrahim",
          "Ἀλέξανδρος",
          "Екатерина",
          "Наталья",
          "Հայկ",
          "ნინო",
          "שָׂרָה",
          "محمد",
          "مُحَمَّد",
          "عبد الرحمن",
          "فاطمة الزهراء",
          "علی",
          "अनुष्का",
          "প্রিয়া",
          "ਹਰਪ੍ਰੀਤ",
          "அருண்",
          "సీత",
          "ಕಾವ್ಯ",
          "ലക്ഷ്മി",
          "සිතාරා",
          "สมชาย",
          "น้ำฝน",
          "ကျော်",
          "សុភា",
          "አበበ",
          "ᎠᏓ",
          "伟",
          "美咲",
          "山田太郎",
          "さくら",
          "クリストファー",
          "陽太くん",
          "민준",
          "Click",
          "Will",
          "Bill",
          "Hélène-Marie");

  @ParameterizedTest
  @FieldSource("NAMES")
  void a_usual_name_is_accepted(String name) {
    assertThat(SafeName.of(name)).contains(name);
  }

  static final List<String> UNSAFE =
      List.of(
          // links and addresses
          "www.evil.com",
          "www",
          "wwwevil",
          "evil.com",
          "evil.Com",
          "t.co",
          "a.b.c.d.e",
          "J.R.com",
          "e.vil",
          "evil․com",
          "evil。com",
          "evil·com",
          "evil com",
          "Evil Com",
          "Evil Dot-com",
          "http",
          "https",
          "Http Evil",
          "http://evil.com",
          "hxxp//evil",
          "//evil",
          "javascript:alert(1)",
          "ada@example.com",
          "@ada",
          "ada＠example",
          "Ada/Evil",
          "Ada\\Evil",
          "<b>Ada</b>",
          "Ada&amp;",
          "Ada {0}",
          "${Ada}",
          "{{Ada}}",
          "Ada|Evil",
          "Ada #1",
          // numbers
          "Ada2",
          "1",
          "€500",
          "$",
          "٣٤٥",
          "Ada Ⅷ",
          "Ada²",
          "Ada①",
          "555 0100",
          // sentences and offers
          "Ada!",
          "Ada?",
          "Ada,",
          "Ada, you won",
          "Ada:",
          "Ada…",
          "Ada.",
          "Ada. Call me",
          "Mr. Ada.",
          "Click here to win money",
          "Click Here",
          "Click-Here",
          "ClickHere",
          "click here now",
          "you won",
          "You Won",
          "Free Money",
          "FREE MONEY NOW",
          "Visit Us Today",
          "Cliquez Ici",
          "Haga Clic Aquí",
          "Hier Klicken",
          "انقر هنا",
          "点击这里赢钱",
          "ここをクリック",
          "여기를클릭하세요",
          "Pay-Pal-Account-Now",
          "One Two Three Four",
          "one-two-three-four",
          "dear customer",
          // invisible characters and changes of direction
          "Ada\u202eevil",
          "\u2066Ada\u2069",
          "\u200fAda",
          "Ada\u200b",
          "Ad\u200da",
          "علی\u200cرضا",
          "Ad\u00ada",
          "\ufeffAda",
          "A\u034fda",
          "\u3164",
          "\u115f",
          "\uffa0",
          "Ada\ufe0f",
          "Ada\nBob",
          "Ada\tBob",
          "Ada\u00a0Bob",
          "Ada\u2003Bob",
          "Ada\u2028Bob",
          "Ada\u0000",
          "Ada\ud800",
          // look-alike characters
          "Аda",
          "Adа",
          "Ada Ада",
          "Αda",
          "ｅｖｉｌ",
          "𝐀𝐝𝐚",
          "𝒶𝒹𝒶",
          "ﬁona",
          "ⓐⓓⓐ",
          "🅰da",
          "Ada😀",
          "❤",
          "ᴬᵈᵃ",
          "محـمد",
          "ﻣﺤﻤﺪ",
          "Adaさくら",
          "さくらサクラ",
          "Ảda伟",
          // stacked marks, and names that are empty, malformed or too long
          "A\u0301\u0302\u0303\u0304\u0305\u0306da",
          "\u0301",
          "A\u20dd",
          "",
          " ",
          "-",
          "'",
          ".",
          "A--da",
          "-Ada",
          "Ada-",
          "Ada'",
          "''Ada",
          "O''Neil",
          "Ada - Bob",
          "J..",
          "a".repeat(41),
          "a".repeat(100_000));

  @ParameterizedTest
  @FieldSource("UNSAFE")
  @NullSource
  void an_unsafe_text_is_refused(String name) {
    assertThat(SafeName.of(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"' Ada ', Ada", "'Mary  Ann', Mary Ann", "Zoe\u0308, Zoë"})
  void blanks_and_combining_characters_are_normalized(String typed, String normalized) {
    assertThat(SafeName.of(typed)).contains(normalized);
  }

  @Test
  void a_name_has_at_most_40_characters() {
    assertThat(SafeName.of("a".repeat(40))).isPresent();
    assertThat(SafeName.of("A".repeat(20) + " " + "B".repeat(20))).isEmpty();
  }
}

package org.registrationapi.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "a",
        "Ada.Lovelace",
        "ada_lovelace",
        "ada-lovelace-1815",
        "j.r.tolkien",
        "JRRTolkien",
        "ada.lovelace+shop",
        "ada+2024",
        "ada1815",
        "o'hara",
        "ada_",
        "wincall",
        "click",
      })
  void a_plain_address_is_shown(String local) {
    assertThat(SafeAddress.of(local + "@example.com")).isEqualTo(local + "@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "victim+CALL-1-900-555-0199",
        "victim+19005550199",
        "19005550199",
        "1-900-555",
        "victim+call",
        "victim+evil.com",
        "evil.com",
        "visit.evil",
        "www.evil",
        "victim+httpevil",
        "victim+you_owe_us_money",
        "you.owe.us.money",
        "YouOweUsMoney",
        "ClickHere",
        "victim+ClickHere",
        "bit.ly/x",
        "victim+a+b",
        "victim+!!!",
        "{victim}",
        "+victim",
        "averyveryverylongtextwithoutanyblank",
      })
  void an_address_that_could_be_a_message_is_shown_without_its_local_part(String local) {
    assertThat(SafeAddress.of(local + "@example.com")).isEqualTo("…@example.com");
  }
}

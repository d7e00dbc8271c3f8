package org.registrationapi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example:8443",
        "https://[2001:db8::1]",
        "http://localhost",
        "http://localhost:3000",
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
        "http://tauri.localhost",
        "https://tauri.localhost",
        "tauri://localhost",
        "capacitor://localhost",
        "capacitor://app.shop.example"
      })
  void an_origin_of_a_page_or_an_app_is_valid(String text) {
    assertThat(Origin.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "https",
        "https://",
        "capacitor://",
        "capacitor://*",
        "capacitor://Localhost",
        "Capacitor://localhost",
        "capacitor://localhost/",
        "capacitor://user@localhost",
        "capacitor:localhost",
        "tauri://localhost/index.html",
        "tauri://localhost?x",
        "tauri://localhost#x",
        "file://",
        "file://localhost",
        "chrome-extension://abcdefgh",
        "http://shop.example",
        "http://localhost.shop.example",
        "http://shoplocalhost",
        "http://localhost:80",
        "https://shop.example:443",
        "https://shop.example/",
        "https://Shop.example",
        "https://shop.example, https://other.example",
        "https://shop.example https://other.example",
        "https://shop.example\r\nX: y"
      })
  void anything_else_is_not(String text) {
    assertThat(Origin.isValid(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256})
  void an_origin_has_at_most_255_characters(int length) {
    var label = "a".repeat(62) + ".";
    var host = (label.repeat(4) + "example").substring(0, length - "https://".length() - 1) + "b";

    assertThat(Origin.isValid("https://" + host)).isEqualTo(length <= 255);
  }
}

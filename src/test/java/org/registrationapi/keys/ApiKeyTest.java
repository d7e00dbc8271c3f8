package org.registrationapi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** How API keys are made, read and checked. */
class ApiKeyTest {
  private static final String SECRET = "a".repeat(43);
  private static final ApiKey KEY = new ApiKey("Zb3-Q9aR", SECRET);

  /** {@code printf 'aaa…' | sha256sum} */
  private static final String SHA_256 =
      "66d34fba71f8f450f7e45598853e53bfc23bbd129027cbb131a2f4ffd7878cd0";

  @Test
  void a_new_key_is_well_formed_and_unique() {
    var key = ApiKey.make();

    assertThat(key.text()).matches("reg_[A-Za-z0-9]{8}_[A-Za-z0-9]{43}");
    assertThat(ApiKey.parse(key.text())).contains(key);
    assertThat(ApiKey.make().id()).isNotEqualTo(key.id());
    assertThat(ApiKey.make().secret()).isNotEqualTo(key.secret());
  }

  @Test
  void a_key_is_parsed_from_its_text() {
    assertThat(KEY.text()).isEqualTo("reg_Zb3-Q9aR_" + SECRET);
    assertThat(ApiKey.parse(KEY.text())).contains(KEY);
  }

  static final List<String> MALFORMED =
      List.of(
          "",
          "reg_",
          SECRET,
          "Zb3-Q9aR_" + SECRET,
          "reg_Zb3-Q9a_" + SECRET,
          "reg_Zb3-Q9aRx_" + SECRET,
          "reg_Zb3-Q9aR_" + SECRET.substring(1),
          "reg_Zb3-Q9aR_" + SECRET + "a",
          "reg_Zb3_Q9aR_" + SECRET,
          "reg-Zb3-Q9aR-" + SECRET,
          "REG_Zb3-Q9aR_" + SECRET,
          " reg_Zb3-Q9aR_" + SECRET,
          "reg_Zb3-Q9aR_" + SECRET + "\n",
          "reg_Zb3-Q9aR_" + SECRET.substring(1) + "_",
          "reg_Zb3-Q9aR_" + SECRET.substring(1) + "ä",
          "reg_Zb3-Q9a٣_" + SECRET);

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void a_malformed_text_is_not_a_key(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
  }

  @Test
  void the_stored_hash_is_the_SHA_256_of_the_secret() {
    assertThat(KEY.secretHash()).isEqualTo(SHA_256);
  }

  @Test
  void a_key_matches_the_hash_of_its_own_secret_only() {
    assertThat(KEY.matches(SHA_256)).isTrue();
    assertThat(KEY.matches(SHA_256.substring(1))).isFalse();
    assertThat(KEY.matches("")).isFalse();
    assertThat(new ApiKey(KEY.id(), SECRET.substring(1) + "b").matches(SHA_256)).isFalse();
  }

  @Test
  void a_printed_key_shows_only_its_id() {
    assertThat(KEY).hasToString("reg_Zb3-Q9aR_***");
  }
}

package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.registrationapi.secrets.Secret;

class OperatorKeysTest {
  private static final OperatorKeys KEYS =
      new OperatorKeys(
          List.of(new Secret("admin-1"), new Secret("admin-2")),
          List.of(new Secret("metrics-1"), new Secret("metrics-2")));

  @Test
  void each_of_two_keys_is_accepted_for_its_own_purpose_only() {
    for (var key : List.of("admin-1", "admin-2")) {
      assertThat(KEYS.isAdmin(key)).isTrue();
      assertThat(KEYS.isMetrics(key)).isFalse();
    }
    for (var key : List.of("metrics-1", "metrics-2")) {
      assertThat(KEYS.isMetrics(key)).isTrue();
      assertThat(KEYS.isAdmin(key)).isFalse();
    }
  }

  @Test
  void no_other_text_is_accepted() {
    for (var key : List.of("", ",", "admin-1,admin-2", "admin-", "admin-12", "ADMIN-1"))
      assertThat(KEYS.isAdmin(key)).as(key).isFalse();
  }

  @Test
  void without_keys_nothing_is_accepted() {
    assertThat(new OperatorKeys(List.of(), List.of()).isAdmin("")).isFalse();
  }
}

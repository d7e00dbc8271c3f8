package org.registrationapi.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private record Holder(Secret secret) {}

  @Test
  void a_secret_is_masked_when_printed() {
    var secret = new Secret("correct horse battery");

    assertThat(secret).hasToString("***");
    assertThat(new Holder(secret)).hasToString("Holder[secret=***]");
    assertThat(secret.value()).isEqualTo("correct horse battery");
  }
}

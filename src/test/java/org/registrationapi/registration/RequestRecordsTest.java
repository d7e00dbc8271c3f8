package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.registrationapi.validation.PinRequest;

class RequestRecordsTest {
  @Test
  void request_records_are_masked_when_printed() {
    var user = new NewUser("ada@example.com", "correct horse", "Ada", null, null, null);

    assertThat(user).hasToString("NewUser[***]");
    assertThat(new PinRequest("ada@example.com", "123456")).hasToString("PinRequest[***]");
  }
}

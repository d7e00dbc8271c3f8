package org.registrationapi.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure's code, message, field errors and retry time. */
class FailureTest {
  private static final FieldError NO_EMAIL = new FieldError("email", "required", "is required");

  @Test
  void a_failure_has_a_code_and_a_message() {
    var failure = Failure.of(ErrorCode.USER_NOT_FOUND, "This server has no such user.");

    assertThat(failure.code()).isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(failure).hasMessage("This server has no such user.").hasNoCause();
    assertThat(failure.errors()).isEmpty();
    assertThat(failure.retryAfter()).isEmpty();
  }

  @Test
  void a_temporary_failure_has_a_retry_time() {
    var failure = Failure.later(ErrorCode.BUSY, "Later.", Duration.ofSeconds(2));

    assertThat(failure.code()).isEqualTo(ErrorCode.BUSY);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(2));
  }

  @Test
  void the_message_for_one_invalid_field_is_a_sentence_about_it() {
    var failure = Failure.invalid("email", FieldCode.REQUIRED, "is required");

    assertThat(failure).hasMessage("The field email is required.");
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FIELDS);
    assertThat(failure.errors()).containsExactly(NO_EMAIL);
  }

  @Test
  void a_message_that_ends_with_a_question_gets_no_full_stop() {
    assertThat(Failure.invalid("emial", FieldCode.UNKNOWN_FIELD, "is unknown; did you mean email?"))
        .hasMessage("The field emial is unknown; did you mean email?");
  }

  @Test
  void the_message_for_two_invalid_fields_is_in_the_plural() {
    var failure = Failure.invalid(List.of(NO_EMAIL, NO_EMAIL));

    assertThat(failure).hasMessage("2 fields are invalid; errors names each.");
  }

  @Test
  void later_changes_to_the_list_of_errors_do_not_change_a_failure() {
    var errors = new ArrayList<>(List.of(NO_EMAIL));
    var failure = Failure.invalid(errors);

    errors.add(NO_EMAIL);

    assertThat(failure.errors()).containsExactly(NO_EMAIL);
  }

  @Test
  void a_failure_has_no_stack_trace() {
    assertThat(Failure.of(ErrorCode.NOT_FOUND, "").getStackTrace()).isEmpty();
  }
}

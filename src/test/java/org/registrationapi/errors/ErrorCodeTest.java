package org.registrationapi.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.registrationapi.errors.ErrorCode.Kind;

/** The error codes that clients switch on. */
@Isolated("the default locale is changed")
class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource
  void a_code_is_a_word_in_snake_case(ErrorCode code) {
    assertThat(code.word()).matches("[a-z]+(_[a-z]+)*");
  }

  @Test
  void no_two_codes_have_the_same_word() {
    assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::word)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_has_a_code(Kind kind) {
    assertThat(ErrorCode.values()).extracting(ErrorCode::kind).contains(kind);
  }

  /** A word may be added, but never renamed or removed: clients switch on it. */
  @Test
  void published_words_are_never_removed() {
    assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::word))
        .contains(
            "malformed_request",
            "malformed_json",
            "email_required",
            "key_required",
            "key_invalid",
            "credentials_invalid",
            "wrong_credentials",
            "key_not_allowed",
            "not_activated",
            "not_local",
            "not_found",
            "user_not_found",
            "server_not_found",
            "key_not_found",
            "mail_not_found",
            "bounce_not_found",
            "link_not_found",
            "method_not_allowed",
            "already_registered",
            "already_activated",
            "server_exists",
            "server_has_users",
            "mail_is_sent",
            "mail_is_cancelled",
            "mail_is_obsolete",
            "mail_is_on_its_way",
            "mail_not_queued",
            "link_expired",
            "link_replaced",
            "registration_replaced",
            "pin_expired",
            "pin_used_up",
            "request_timeout",
            "body_too_large",
            "headers_too_large",
            "json_required",
            "misdirected_request",
            "invalid_fields",
            "idempotency_key_reused",
            "too_many_mails",
            "too_many_guesses",
            "busy",
            "database_unavailable",
            "stopping",
            "internal_error");
  }

  @Test
  void words_do_not_depend_on_the_default_locale() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(ErrorCode.INVALID_FIELDS.word()).isEqualTo("invalid_fields");
    } finally {
      Locale.setDefault(before);
    }
  }
}

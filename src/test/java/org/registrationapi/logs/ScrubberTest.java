package org.registrationapi.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ScrubberTest {
  private static final String KEY = "reg_Zb3kQ9aR_" + "a".repeat(43);
  private static final String TOKEN = "AAAAAAAAAAE-_Z".repeat(5) + "abcde";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "ada@example.com,                    a***@example.com",
        "a@example.com,                      a***@example.com",
        "Ada.Lovelace+shop@mail.example.com, A***@mail.example.com",
        "éva@bücher.example,                 é***@bücher.example",
        "𝒶da@example.com,                    𝒶***@example.com",
        "用户@例子.广告,                      用***@例子.广告",
        "\"ada lovelace\"@example.com,       a***@example.com",
        "\"a\\\"@b\"@example.com,            a***@example.com",
        "\"\"@example.com,                   ***@example.com",
        "o'brien@example.com,                o***@example.com",
        "'ada@example.com',                  a***@example.com'",
        "ada@[192.0.2.1],                    a***@[192.0.2.1]",
        "ada@localhost,                      a***@localhost",
        "ada%40example.com,                  a***%40example.com",
        "mailto:ada@example.com,             a***@example.com",
        "?email=ada@example.com,             a***@example.com",
        "<ada@example.com>,                  <a***@example.com>",
        "to ada@example.com and b@example.org, to a***@example.com and b***@example.org",
        "Server@6d06d69c{STARTING},          Server@6d06d69c{STARTING}",
        "no address @ all,                   no address @ all",
      })
  void an_address_keeps_only_its_first_letter_and_domain(String text, String masked) {
    assertThat(Scrubber.clean(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "GET /users/0199c3a5-d2f0-7c1e HTTP/1.1 | GET /users/*** HTTP/1.1",
        "/validation/abc/reject                 | /validation/***",
        "no route /users/{user}/validation      | no route /users/{user}/validation",
        "http://localhost:8000/users?email=x    | http://localhost:8000/***",
        "https://api.example.com/v3.1/send?x=y  | https://api.example.com/***",
        "https://user:hush@example.com/events   | https://example.com/***",
        "jdbc:postgresql://db/x?user=a&password=hush&ssl=on"
            + " | jdbc:postgresql://db/x?user=a&password=***&ssl=on",
        "{\"password\": \"hush hush\", \"locale\": \"en\"} | {\"password\": ***, \"locale\": \"en\"}",
        "pin_code=123456                        | pin_code=***",
        "Authorization: Bearer hush             | Authorization: Bearer ***",
        "Authorization: basic aHVzaDpodXNo      | Authorization: basic ***",
        "Detail: Key (server_id, email)=(1, hush) already exists"
            + " | Detail: Key (server_id, email)=(***)",
        "Failing row contains (1, hush, hush).  | Failing row contains (***)",
        "hash $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA ends | hash *** ends",
        "the mail queue is empty                | the mail queue is empty",
      })
  void secrets_in_library_messages_are_removed(String text, String clean) {
    assertThat(Scrubber.clean(text)).doesNotContain("hush").isEqualTo(clean);
  }

  private static String veryLong(String part) {
    return "\"" + part.repeat(500_000) + "@";
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"a, \"***@", "key=, \"key=***", "/users/, \"/users/***"})
  @Timeout(120)
  void secrets_in_very_long_texts_are_removed(String part, String clean) {
    assertThat(Scrubber.clean(veryLong(part))).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\", "a@", "%40", "\"a\\\"", "x "})
  @Timeout(120)
  void very_long_texts_without_secrets_are_unchanged(String part) {
    assertThat(Scrubber.clean(veryLong(part))).isEqualTo(veryLong(part));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s", "x=%s,", "Bearer %s", "(%s)", "http://localhost/validation/%s/reject"})
  void keys_and_tokens_are_removed_at_any_position(String text) {
    assertThat(Scrubber.clean(text.formatted(KEY))).doesNotContain("aaaaaaaa");
    assertThat(Scrubber.clean(text.formatted(TOKEN))).doesNotContain("AAAAAAAA");
  }
}

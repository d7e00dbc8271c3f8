package org.registrationapi.http;

import static org.registrationapi.http.HostileRequest.headed;
import static org.registrationapi.http.HostileRequest.plain;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.registrationapi.testing.TestApp;

/** Hostile paths, queries, tokens and keys. */
final class HostileTargets {
  private static final String BAD_PATH = "400 malformed_request";
  private static final String TOKEN = "A".repeat(27) + "b".repeat(40);

  private HostileTargets() {}

  static Stream<HostileRequest> all() {
    return Stream.of(paths(), traversals(), queries(), injections(), tokens(), keys())
        .flatMap(List::stream);
  }

  private static List<HostileRequest> paths() {
    var all = new ArrayList<HostileRequest>();
    for (var path :
        List.of(
            "/users/%",
            "/users/%4",
            "/users/%zz",
            "/users/%u0041",
            "/users/%00",
            "/users/a%00b",
            "/users/%c0%af",
            "/users/%c0%80",
            "/users/%e0%80%af",
            "/users/%ed%a0%80",
            "/users/%ff",
            "/users/%2f",
            "/users/%2e",
            "/users/%2e%2e/",
            "/users/a%2fb",
            "//users",
            "/users//a",
            "/users/;/a",
            "/users/..;/docs",
            "/users/%5c..%5c",
            "/users/\\..\\a",
            "/us ers")) all.add(plain("GET", path, BAD_PATH));
    for (var path :
        List.of(
            "/USERS",
            "/users.json",
            "/users;jsessionid=1",
            "/.env",
            "/.git/config",
            "/actuator/env",
            "/wp-login.php",
            "/admin",
            "/metrics/../users/x/y",
            "/servers.bak",
            "/users/a/b/c",
            "/api/v1/users",
            "/META-INF/MANIFEST.MF",
            "/WEB-INF/web.xml",
            "/favicon.ico")) all.add(plain("GET", path, "404 not_found"));
    return all;
  }

  private static List<HostileRequest> traversals() {
    var all = new ArrayList<HostileRequest>();
    for (var path :
        List.of(
            "/docs/../../../pom.xml",
            "/docs/..%2f..%2fpom.xml",
            "/docs/%2e%2e/%2e%2e/pom.xml",
            "/docs/%2e%2e%2fpom.xml",
            "/docs/..;/pom.xml",
            "/docs/..%5c..%5cpom.xml",
            "/docs/%252e%252e/pom.xml",
            "/docs/....//pom.xml",
            "/docs/%00.html",
            "/docs/index.html%00",
            "/docs//etc/passwd",
            "/docs/%c0%ae%c0%ae/pom.xml")) all.add(plain("GET", path, BAD_PATH));
    for (var path :
        List.of(
            "/docs/swagger-ui.css/../../x",
            "/docs/file:/etc/passwd",
            "/docs/./.env",
            "/docs/.",
            "/docs/..",
            "/docs/WEB-INF/web.xml")) all.add(plain("GET", path, "404 not_found"));
    return all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<HostileRequest> queries() {
    var all = new ArrayList<HostileRequest>();
    for (var query :
        List.of(
            "limit=0",
            "limit=-1",
            "limit=101",
            "limit=1e9",
            "limit=99999999999999999999",
            "limit=1%20or%201=1",
            "limit=",
            "limit=0x10",
            "limit=%D9%A1")) all.add(plain("GET", "/users?" + query, "422 limit out_of_range"));
    for (var query : List.of("cursor=!", "cursor=AAAA", "cursor=JyBvciAxPTE", "cursor="))
      all.add(plain("GET", "/users?" + query, "422 cursor invalid_cursor"));
    for (var query : List.of("status=", "status=ACTIVATED", "status=%27"))
      all.add(plain("GET", "/users?" + query, "422 status unknown_value"));
    for (var name : List.of("admin", "server_id", "order", "select", "__proto__", "Email"))
      all.add(plain("GET", "/users?" + name + "=1", "422 " + name + " unknown_parameter"));
    for (var name : List.of("%3Cscript%3E", "%27", "%F0%9F%98%80"))
      all.add(plain("GET", "/users?" + name + "=1", "422 ? unknown_parameter"));
    for (var query :
        List.of(
            "email=%",
            "email=%zz",
            "email=%4",
            "%=1",
            "email=%c0%af",
            "query=%ff",
            "limit=%00",
            "cursor=%00",
            "status=pending%00",
            "email%00=1")) all.add(plain("GET", "/users?" + query, BAD_PATH));
    for (var query : List.of("query=%00", "query=a%00b", "query=%0d%0a", "query=%1b"))
      all.add(plain("GET", "/users?" + query, BAD_PATH));
    all.add(plain("GET", "/users?email=a@example.com&email=b@example.com", "422 email repeated"));
    all.add(plain("GET", "/users?limit=1&limit=2", "422 limit repeated"));
    all.add(plain("DELETE", "/users", "400 email_required"));
    all.add(plain("DELETE", "/users?", "400 email_required"));
    all.add(plain("DELETE", "/users?email=", "422 email invalid_email"));
    all.add(plain("DELETE", "/users?email=%25", "422 email invalid_email"));
    all.add(
        plain(
            "DELETE", "/users?email=*@example.com&status=pending", "422 status unknown_parameter"));
    return all;
  }

  private static List<HostileRequest> injections() {
    var all = new ArrayList<HostileRequest>();
    for (var text : HostileBodies.INJECTIONS) {
      var value = encoded(text.replace("\\\"", "\""));
      all.add(plain("GET", "/users?email=" + value, "422 email invalid_email"));
      all.add(plain("GET", "/users?query=" + value, "200"));
      all.add(plain("GET", "/mails?recipient=" + value, "422 recipient invalid_email").byAdmin());
      all.add(plain("GET", "/mails?server=" + value, "422 server unknown_value").byAdmin());
    }
    return all;
  }

  /** Well-formed tokens that were never issued, and malformed ones. */
  private static List<HostileRequest> tokens() {
    var all = new ArrayList<HostileRequest>();
    for (int i = 0; i < TOKEN.length(); i += 2)
      all.add(
          plain(
              "GET",
              "/validation/" + TOKEN.substring(0, i) + "-" + TOKEN.substring(i + 1),
              "404 link_not_found"));
    for (var token :
        List.of("x", "-", "=", "A".repeat(5_000), "%27", "%20", "%F0%9F%98%80", "null", "..."))
      all.add(plain("POST", "/validation/" + token, "404 link_not_found"));
    return all;
  }

  private static List<HostileRequest> keys() {
    var all = new ArrayList<HostileRequest>();
    var key = TestApp.API_KEY;
    for (int i = 0; i < key.length(); i += 3)
      all.add(
          authorized(
              "Bearer " + key.substring(0, i) + "~" + key.substring(i + 1), "401 key_invalid"));
    for (var value :
        List.of("Bearer", "Basic " + key, key, "Bearer\t" + key, "Token " + key, "Negotiate x", ""))
      all.add(authorized(value, "401 key_required"));
    for (var value :
        List.of("Bearer null", "Bearer ' or 1=1--", "Bearer " + key + "x", "Bearer reg_*_*"))
      all.add(authorized(value, "401 key_invalid"));
    all.add(plain("GET", "/servers", "403 key_not_allowed"));
    all.add(plain("GET", "/users", "403 key_not_allowed").byAdmin());
    return all;
  }

  private static HostileRequest authorized(String value, String answer) {
    var shown = "Authorization: " + value;
    return headed(shown, "GET", "/users", shown + "\r\n", "", answer);
  }
}

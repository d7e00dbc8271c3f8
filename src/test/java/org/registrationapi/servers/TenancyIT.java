package org.registrationapi.servers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.http.Access;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** Every route answers about another server's user as about an unknown user. */
class TenancyIT {
  private static final TestApp APP = SharedApp.APP;

  /** The user that a request is about, with the PIN that was mailed. */
  private record Target(String email, String id, String pin) {}

  /** The requests to each route of a server. */
  private static final Map<String, BiFunction<TestHttp, Target, Stream<Answer>>> REQUESTS =
      Map.ofEntries(
          entry(
              "POST /users",
              (http, who) -> Stream.of(http.post("/users", registration(who.email)))),
          entry(
              "POST /users/authenticate",
              (http, who) -> Stream.of(http.post("/users/authenticate", registration(who.email)))),
          entry(
              "POST /users/password-reset",
              (http, who) ->
                  Stream.of(
                      http.post("/users/password-reset", "{\"email\": \"" + who.email + "\"}"))),
          entry(
              "POST /users/{user}/validation",
              (http, who) -> refs(who).map(ref -> http.post("/users/" + ref + "/validation"))),
          entry(
              "POST /validation",
              (http, who) ->
                  Stream.of(
                      http.post(
                          "/validation",
                          "{\"email\": \"%s\", \"pin_code\": \"%s\"}"
                              .formatted(who.email, who.pin)))),
          entry("GET /redirect-secret", (http, who) -> Stream.of(http.get("/redirect-secret"))),
          entry(
              "GET /users",
              (http, who) ->
                  Stream.of("", "?email=" + who.email, "?query=" + who.email, "?status=pending")
                      .map(query -> http.get("/users" + query))),
          entry(
              "DELETE /users", (http, who) -> Stream.of(http.delete("/users?email=" + who.email))),
          entry(
              "GET /users/{user}", (http, who) -> refs(who).map(ref -> http.get("/users/" + ref))),
          entry(
              "PATCH /users/{user}",
              (http, who) ->
                  refs(who).map(ref -> http.patch("/users/" + ref, "{\"first_name\": \"Eve\"}"))),
          entry(
              "POST /users/{user}/email",
              (http, who) ->
                  refs(who)
                      .map(
                          ref ->
                              http.post(
                                  "/users/" + ref + "/email",
                                  "{\"email\": \"" + newAddress() + "\"}"))),
          entry(
              "DELETE /users/{user}/email",
              (http, who) -> refs(who).map(ref -> http.delete("/users/" + ref + "/email"))),
          entry(
              "DELETE /users/{user}",
              (http, who) -> refs(who).map(ref -> http.delete("/users/" + ref))));

  private static Stream<String> refs(Target who) {
    return Stream.of(who.id, who.email);
  }

  private static List<String> serverRoutes() {
    return APP.routes().stream()
        .filter(route -> route.access() == Access.SERVER || route.access() == Access.ANY_KEY)
        .map(route -> route.method() + " " + route.path())
        .toList();
  }

  @Test
  void every_route_of_servers_has_requests_here() {
    assertThat(REQUESTS.keySet()).containsExactlyInAnyOrderElementsOf(serverRoutes());
  }

  @ParameterizedTest
  @MethodSource("serverRoutes")
  void another_servers_user_is_answered_like_an_unknown_user(String route) {
    var email = newAddress();
    var pin = APP.registered(email).pin();
    var before = APP.userOnceSent(email);
    var known = new Target(email, before.path("id").asText(), pin);
    var unknown = new Target(newAddress(), UUID.randomUUID().toString(), pin);

    var knownAnswers = answers(route, known);

    assertThat(knownAnswers).isNotEmpty().isEqualTo(answers(route, unknown));
    if (route.contains("{")) assertThat(knownAnswers).allMatch(answer -> answer.startsWith("404 "));
    assertThat(APP.user(email)).isEqualTo(before);
  }

  /** The answers to a server without users, without the parts that differ in every request. */
  private static List<String> answers(String route, Target who) {
    return REQUESTS
        .get(route)
        .apply(APP.newServer(""), who)
        .map(answer -> answer.status() + " " + comparable(answer, who))
        .toList();
  }

  private static String comparable(Answer answer, Target who) {
    return answer
        .body()
        .replace(who.email, "EMAIL")
        .replaceAll("[0-9a-f]{64}", "SECRET")
        .replaceAll("s-[0-9a-f]{8}-[0-9a-f-]{27}", "SERVER")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\"request_id\":\"[^\"]*\"", "REQUEST");
  }
}

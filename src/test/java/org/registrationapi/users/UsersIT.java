package org.registrationapi.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class UsersIT {
  private static final TestApp APP = SecondApp.APP;

  @Test
  void a_user_is_found_by_id_and_by_address() {
    var email = newAddress();
    var id = APP.register(email).json().path("id").asText();

    for (var path : List.of("/users/" + id, "/users/" + email))
      assertThat(APP.http().get(path).json().path("id").asText()).isEqualTo(id);
    assertThat(APP.http().get("/users/" + id.toUpperCase(java.util.Locale.ROOT)).status())
        .isEqualTo(200);
  }

  @Test
  void the_list_with_an_address_is_a_page_of_at_most_one_user() {
    var email = newAddress();
    var user = APP.register(email).json();

    var page = APP.http().get("/users?email=" + email).json();

    assertThat(page.at("/users/0/id")).isEqualTo(user.path("id"));
    assertThat(page.path("users")).hasSize(1);
    assertThat(page.path("next_cursor").isNull()).isTrue();
    assertThat(APP.http().get("/users?email=x" + email).body())
        .isEqualTo("{\"users\":[],\"next_cursor\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "status=pending, 1",
    "status=activated, 0",
    "mail_status=sent, 1",
    "mail_status=bounced, 0",
    "query=filtered, 1",
    "query=FILTERED, 1",
    "query=other, 0",
    "status=pending&mail_status=sent&query=f&limit=1, 1"
  })
  void filters_beside_an_address_are_applied(String filter, int users) {
    var email = "filtered." + newAddress();
    APP.registered(email);
    await().until(() -> APP.user(email).at("/validation/mail_status").asText().equals("sent"));

    var page = APP.http().get("/users?email=" + email + "&" + filter);

    assertThat(page.json().path("users")).hasSize(users);
  }

  @Test
  void a_plus_in_an_address_is_read_if_the_query_encodes_it_as_2B() {
    var email = newAddress().replace("@", "+tag@");
    APP.register(email);

    var page = APP.http().get("/users?email=" + email.replace("+", "%2B"));
    assertThat(page.json().path("users")).hasSize(1);
    assertThat(APP.http().get("/users/" + email).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/nobody@example.com", "/users/rubbish", "/users/1-1-1-1-1"})
  void an_unknown_user_is_404(String path) {
    var answer = APP.http().get(path);

    assertThat(answer.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Not Found","status":404,"detail":"This server has no such user.",\
            "code":"user_not_found","request_id":"%s"}"""
                .formatted(answer.header("X-Request-Id")));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit out_of_range",
    "limit=-1, limit out_of_range",
    "limit=101, limit out_of_range",
    "limit=ten, limit out_of_range",
    "limit=, limit out_of_range",
    "limit=99999999999, limit out_of_range",
    "status=maybe, status unknown_value",
    "mail_status=lost, mail_status unknown_value",
    "mail_status=BOUNCED, mail_status unknown_value",
    "mail_status=, mail_status unknown_value",
    "cursor=%C3%A9, cursor invalid_cursor",
    "cursor=AAAA, cursor invalid_cursor",
    "cursor=, cursor invalid_cursor",
    "email=rubbish, email invalid_email",
    "email=, email invalid_email",
    "email=a@example.com&cursor=AAAA, cursor invalid_cursor",
    "email=a@example.com&cursor=MDE5OWMzYTUtZDJmMC03YzFlLThhNGItM2Y1ZTlkMmM2Yjcx, cursor invalid_cursor",
    "email=a@example.com&status=nonsense, status unknown_value",
    "colour=red, colour unknown_parameter",
    "limit=1&limit=2, limit repeated"
  })
  void an_invalid_parameter_is_422(String query, String error) {
    var answer = APP.http().get("/users?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
  }

  @Test
  void all_faults_of_a_query_are_reported() {
    var answer = APP.http().get("/users?limit=0&status=maybe&email=a+b@example.com&colour=red");

    assertThat(answer.json().path("errors"))
        .extracting(error -> error.path("field").asText() + " " + error.path("message").asText())
        .containsExactlyInAnyOrder(
            "limit must be a whole number from 1 to 100",
            "status must be pending or activated",
            "email has a blank; write + as %2B in a query",
            "colour is not a parameter of this request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/merge-patch+json"})
  void a_patch_is_a_merge_patch_of_either_content_type(String contentType) {
    var email = newAddress();
    APP.register(email);

    var answer =
        APP.http()
            .with("Content-Type", contentType)
            .send("PATCH", "/users/" + email, "{\"last_name\": \"King\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Accept-Patch"))
        .isEqualTo("application/merge-patch+json, application/json");
    assertThat(APP.anybody().send("OPTIONS", "/users/x", null).header("Accept-Patch"))
        .isEqualTo("application/merge-patch+json, application/json");
  }

  @Test
  void a_patch_gets_all_its_faults_and_the_routes_that_change_other_fields() {
    var email = newAddress();
    APP.register(email);

    var answer =
        APP.http()
            .patch(
                "/users/" + email,
                """
                {"email": "b@example.com", "password": "x", "lastName": "King", "first_name": 1,
                 "birth_date": "1985-02-30"}""");

    assertThat(answer.json().path("errors"))
        .extracting(error -> error.path("field").asText() + " " + error.path("message").asText())
        .containsExactlyInAnyOrder(
            "email is changed by POST /users/{user}/email, which mails a link to the new address",
            "password is changed by the user, through the link of POST /users/password-reset",
            "lastName is not a field of this request; did you mean last_name?",
            "first_name must be text",
            "birth_date is not a date such as 1985-12-10");
  }

  @Test
  void users_are_paged_newest_first_without_gaps_or_repetitions() {
    var server = APP.newServer("");
    var registered = new ArrayList<String>();
    for (int i = 0; i < 5; i++)
      registered.add(
          0, server.post("/users", registration(newAddress())).json().path("id").asText());

    var found = new ArrayList<String>();
    var path = "/users?limit=2";
    var sizes = new ArrayList<Integer>();
    while (path != null) {
      var page = server.get(path);
      page.json().path("users").forEach(user -> found.add(user.path("id").asText()));
      sizes.add(page.json().path("users").size());
      path = page.nextPath();
      assertThat(page.json().path("next_cursor").isNull()).isEqualTo(path == null);
    }

    assertThat(found).isEqualTo(registered);
    assertThat(sizes).containsExactly(2, 2, 1);
  }

  @Test
  void a_full_last_page_has_no_next_page() {
    var server = APP.newServer("");
    for (int i = 0; i < 2; i++) server.post("/users", registration(newAddress()));

    assertThat(server.get("/users?limit=2").json().path("next_cursor").isNull()).isTrue();
    assertThat(APP.newServer("").get("/users").body())
        .isEqualTo("{\"users\":[],\"next_cursor\":null}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&status=pending", "&query=many"})
  void a_page_of_100_users_is_complete_and_has_a_next_page(String filter) {
    var server = APP.newServer("");
    var serverId = APP.query("select max(id) from servers");
    APP.sql(
        """
        insert into users (server_id, id, email, email_key, password_hash)
        select %s, gen_random_uuid(), address, address, '$'
          from (select 'many' || n || '@example.com' from generate_series(1, 101) as n) as many (address)
        """
            .formatted(serverId));

    var page = server.get("/users?limit=100" + filter);

    assertThat(page.json().path("users")).hasSize(100);
    var next = page.nextPath();
    assertThat(server.get(next).json().path("users")).hasSize(1);
  }

  @Test
  void users_are_filtered_by_status_and_by_the_beginning_of_the_address() {
    var server = APP.newServer("");
    var anna = "anna-" + newAddress();
    var anton = "anton-" + newAddress();
    var berta = "berta-" + newAddress();
    for (var email : List.of(berta, anton, anna)) server.post("/users", registration(email));
    APP.anybody().post(APP.mail(anna, 1).link());

    assertThat(emails(server, "query=AN")).containsExactly(anna, anton);
    assertThat(emails(server, "query=an&status=activated")).containsExactly(anna);
    assertThat(emails(server, "status=activated")).containsExactly(anna);
    assertThat(emails(server, "status=pending")).containsExactly(anton, berta);
    assertThat(emails(server, "query=%25")).isEmpty();
    var first = server.get("/users?query=an&limit=1");
    assertThat(first.json().at("/users/0/email").asText()).isEqualTo(anna);
    var next = first.nextPath();
    assertThat(server.get(next).json().at("/users/0/email").asText()).isEqualTo(anton);
  }

  @Test
  void users_are_filtered_by_mail_status() {
    var server = APP.newServer("");
    var anna = "anna-" + newAddress();
    var anton = "anton-" + newAddress();
    var berta = "berta-" + newAddress();
    var carla = "carla-" + newAddress();
    for (var email : List.of(berta, anton, anna, carla)) {
      server.post("/users", registration(email));
      APP.mail(email, 1);
    }
    for (var email : List.of(berta, anton, anna)) {
      var mail = APP.mail(email, 1).message().path("CustomID").asText();
      APP.events()
          .post(
              "/mailjet/events",
              "{\"event\": \"bounce\", \"hard_bounce\": true, \"CustomID\": \"" + mail + "\"}");
    }
    APP.anybody().post(APP.mail(anton, 1).link());

    assertThat(emails(server, "mail_status=bounced")).containsExactly(anna, anton, berta);
    assertThat(emails(server, "mail_status=bounced&status=pending")).containsExactly(anna, berta);
    assertThat(emails(server, "mail_status=bounced&status=activated")).containsExactly(anton);
    assertThat(emails(server, "mail_status=bounced&query=an")).containsExactly(anna, anton);
    assertThat(emails(server, "mail_status=bounced&query=an&status=activated"))
        .containsExactly(anton);
    assertThat(emails(server, "mail_status=spam")).isEmpty();
    assertThat(emails(APP.newServer(""), "mail_status=bounced")).isEmpty();
    for (var query : List.of("mail_status=bounced", "mail_status=bounced&query=a")) {
      var first = server.get("/users?limit=1&" + query);
      assertThat(first.json().at("/users/0/email").asText()).isEqualTo(anna);
      var next = first.nextPath();
      assertThat(server.get(next).json().at("/users/0/email").asText()).isEqualTo(anton);
    }
  }

  private static List<String> emails(TestHttp server, String query) {
    return server
        .get("/users?" + query)
        .json()
        .path("users")
        .valueStream()
        .map(u -> u.path("email").asText())
        .toList();
  }

  @Test
  void a_profile_is_changed_by_a_merge_patch() {
    var email = newAddress();
    APP.http()
        .post(
            "/users",
            "{\"email\": \"%s\", \"password\": \"correct horse battery\", \"first_name\": \"Ada\", \"locale\": \"fr\"}"
                .formatted(email));
    APP.userOnceSent(email); // from here on the sender does not change it

    var answer =
        APP.http().patch("/users/" + email, "{\"last_name\": \"Lovelace\", \"locale\": null}");

    assertThat(answer.status()).isEqualTo(200);
    var user = answer.json();
    assertThat(user.path("first_name").asText()).isEqualTo("Ada");
    assertThat(user.path("last_name").asText()).isEqualTo("Lovelace");
    assertThat(user.path("locale").isNull()).isTrue();
    assertThat(user.path("time_updated")).isNotEqualTo(user.path("time_created"));
    assertThat(APP.user(email)).isEqualTo(user);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"email\": \"eve@example.com\"}|email unknown_field",
        "{\"password\": \"correct horse\"}|password unknown_field",
        "{\"is_activated\": true}|is_activated unknown_field",
        "{\"first_name\": 12}|first_name wrong_type",
        "{\"birth_date\": \"2001-02-31\"}|birth_date invalid_date"
      })
  void an_unknown_or_invalid_field_is_422_and_changes_nothing(String patch, String error) {
    var email = newAddress();
    var before = APP.register(email).json();
    APP.userOnceSent(email);

    var answer = APP.http().patch("/users/" + email, patch);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fieldError()).isEqualTo(error);
    assertThat(APP.user(email).path("time_updated")).isEqualTo(before.path("time_updated"));
  }

  @Test
  void deleting_a_user_deletes_its_validation_and_mails() {
    for (var form : List.of("/users/%s", "/users?email=%s")) {
      var email = newAddress();
      var link = APP.registered(email).link();
      var id = APP.user(email).path("id").asText();

      assertThat(APP.http().delete(form.formatted(email)).status()).isEqualTo(204);

      assertThat(APP.http().get("/users/" + id).status()).isEqualTo(404);
      assertThat(APP.query("select count(*) from validations where user_id = '" + id + "'"))
          .isEqualTo("0");
      assertThat(APP.query("select count(*) from mails where user_id = '" + id + "'"))
          .isEqualTo("0");
      assertThat(APP.anybody().post(link).code()).isEqualTo("link_replaced");
      assertThat(APP.http().delete(form.formatted(email)).status()).isEqualTo(404);
    }
  }

  @Test
  void all_users_at_once_cannot_be_deleted() {
    var answer = APP.http().delete("/users");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("email_required");
    assertThat(APP.http().delete("/users?status=pending").fieldError())
        .isEqualTo("status unknown_parameter");
  }
}

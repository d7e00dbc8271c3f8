package org.registrationapi.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import org.junit.jupiter.api.Test;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

class RegistrationIT {
  private static final TestApp APP = SharedApp.APP;

  @Test
  void registering_answers_201_with_the_user_and_its_location() {
    var email = newAddress();

    var answer =
        APP.http()
            .post(
                "/users",
                """
                {"email": "%s", "password": "correct horse battery", "first_name": "Ada",
                 "last_name": "Lovelace", "birth_date": "1985-12-10", "locale": "en-GB"}
                """
                    .formatted(email));

    assertThat(answer.status()).isEqualTo(201);
    var user = answer.json();
    var id = user.path("id").asText();
    var time = user.path("time_created").asText();
    assertThat(answer.header("Location")).isEqualTo("/users/" + id);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"%s","server":"localhost","email":"%s","new_email":null,"first_name":"Ada",\
            "last_name":"Lovelace","birth_date":"1985-12-10","locale":"en-GB","is_activated":false,"time_created":"%s",\
            "time_updated":"%s","time_activated":null,"validation":{"mail_status":"queued",\
            "time_sent":null,"expires_at":null,"next_attempt_at":"%s","reason":null}}"""
                .formatted(id, email, time, time, time));
  }

  @Test
  void a_domain_with_a_likely_typo_is_registered_and_mailed_with_a_hint() {
    var email = newAddress().replace("ada-", "Ada-").replace("example.com", "gmial.com");

    var answer = APP.register(email);

    assertThat(answer.status()).isEqualTo(201);
    var user = answer.json();
    var id = user.path("id").asText();
    var time = user.path("time_created").asText();
    assertThat(answer.header("Location")).isEqualTo("/users/" + id);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"%s","server":"localhost","email":"%s","new_email":null,"first_name":null,\
            "last_name":null,"birth_date":null,"locale":null,"is_activated":false,"time_created":"%s",\
            "time_updated":"%s","time_activated":null,"validation":{"mail_status":"queued",\
            "time_sent":null,"expires_at":null,"next_attempt_at":"%s","reason":null},\
            "hints":[{"field":"email","code":"domain_typo","suggestion":"%s"}]}"""
                .formatted(id, email, time, time, time, email.replace("gmial.com", "gmail.com")));
    assertThat(APP.mail(email, 1).text()).isNotBlank();
    assertThat(APP.user(email).has("hints")).isFalse();
  }

  @Test
  void email_and_password_are_enough() {
    var user = APP.register(newAddress()).json();

    assertThat(user.path("first_name").isNull()).isTrue();
    assertThat(user.path("locale").isNull()).isTrue();
  }

  @Test
  void the_password_is_stored_as_argon2id_and_nowhere_else() {
    var email = newAddress();
    APP.http()
        .post(
            "/users", "{\"email\": \"%s\", \"password\": \"Zebra-quartz-7341\"}".formatted(email));

    assertThat(APP.query("select password_hash from users where email = '" + email + "'"))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(APP.query("select count(*) from users u where u::text like '%Zebra-quartz%'"))
        .isEqualTo("0");
    assertThat(APP.query("select count(*) from mails m where m::text like '%Zebra-quartz%'"))
        .isEqualTo("0");
  }

  @Test
  void a_second_registration_replaces_the_whole_pending_user() {
    var email = newAddress();
    var body = "{\"email\": \"%s\", \"password\": \"%s\", \"first_name\": %s}";
    var first =
        APP.http().post("/users", body.formatted(email, "the first password", "\"Eve\"")).json();
    var firstHash = APP.query("select password_hash from users where email = '" + email + "'");
    var firstMail = APP.mail(email, 1);

    var second = APP.http().post("/users", body.formatted(email, "the second password", "null"));

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().path("first_name").isNull()).isTrue();
    assertThat(second.json().path("id")).isNotEqualTo(first.path("id"));
    assertThat(APP.query("select password_hash from users where email = '" + email + "'"))
        .isNotEqualTo(firstHash);
    assertThat(APP.query("select count(*) from users where email = '" + email + "'"))
        .isEqualTo("1");
    assertThat(APP.anybody().post(firstMail.link()).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(APP.mail(email, 2).link()).status()).isEqualTo(200);
  }

  @Test
  void a_replaced_user_keeps_its_sent_mails_but_not_its_unsent_ones() {
    var email = newAddress();
    APP.registered(email);
    APP.userOnceSent(email); // a mail under way would be dropped for the next
    APP.http().post("/users/" + email + "/validation");
    APP.mail(email, 2);
    APP.userOnceSent(email);
    APP.sql(
        "update mails set status = 'held', next_attempt_at = now() + interval '1 day' where id ="
            + " (select max(id::text)::uuid from mails where recipient = '%s')".formatted(email));

    var id = APP.register(email).json().path("id").asText();

    APP.mail(email, 3);
    assertThat(
            APP.query(
                "select count(*) || ' ' || string_agg(distinct user_id::text, ' ') from mails where recipient = '%s'"
                    .formatted(email)))
        .isEqualTo("2 " + id);
    assertThat(
            APP.query(
                "select count(*) from validations where user_id = '%s' and pin_tries = 0"
                    .formatted(id)))
        .isEqualTo("1");
  }

  @Test
  void an_activated_user_is_not_replaced() {
    var email = newAddress();
    APP.anybody().post(APP.registered(email).link());
    var before = APP.query("select users::text from users where email = '" + email + "'");

    var answer = APP.register(email);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("already_registered");
    assertThat(APP.query("select users::text from users where email = '" + email + "'"))
        .isEqualTo(before);
    assertThat(APP.mailjet.messagesTo(email)).hasSize(1);
  }

  @Test
  void fifty_concurrent_registrations_leave_one_user_and_one_valid_link() {
    var email = newAddress();

    var answers = Race.answers(50, i -> APP.register(email));

    assertThat(answers).extracting(Answer::status).containsOnly(201);
    assertThat(APP.query("select count(*) from users where email = '" + email + "'"))
        .isEqualTo("1");
    APP.userOnceSent(email);
    var links =
        APP.mailjet.messagesTo(email).stream()
            .map(m -> new TestApp.ReceivedMail(m, email).link())
            .toList();
    var codes = links.stream().map(link -> APP.anybody().get(link).status()).toList();
    assertThat(codes.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(codes.stream().filter(status -> status != 200)).allMatch(status -> status == 410);
  }

  @Test
  void letter_case_and_punycode_do_not_make_another_user() {
    var name = newAddress().replace("@example.com", "");
    APP.anybody().post(APP.registered(name + "@example.com").link());
    assertThat(APP.register(name.toUpperCase(java.util.Locale.ROOT) + "@EXAMPLE.com").status())
        .isEqualTo(409);

    APP.register(name + "@bücher.example");
    APP.anybody().post(APP.mail(name + "@xn--bcher-kva.example", 1).link());
    assertThat(APP.register(name + "@XN--bcher-kva.example").status()).isEqualTo(409);
    assertThat(
            APP.http().get("/users/" + name + "@b%C3%BCcher.example").json().path("email").asText())
        .isEqualTo(name + "@bücher.example");
  }

  @Test
  void one_address_can_register_at_two_servers_and_neither_sees_the_other() {
    var email = newAddress();
    var other = APP.newServer("");
    var mine = APP.register(email).json().path("id").asText();

    var theirs = other.post("/users", registration(email));

    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.json().path("server").asText()).isEqualTo(other.name());
    for (var path : new String[] {"/users/" + mine, "/users/" + mine + "/validation"}) {
      var method = path.endsWith("validation") ? "POST" : "GET";
      var foreign = other.send(method, path, null);
      var unknown =
          other.send(method, path.replace(mine, "00000000-0000-7000-8000-000000000000"), null);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(withoutId(foreign.body())).isEqualTo(withoutId(unknown.body()));
    }
    assertThat(other.delete("/users/" + mine).status()).isEqualTo(404);
    assertThat(other.patch("/users/" + mine, "{\"first_name\": \"Eve\"}").status()).isEqualTo(404);
    assertThat(other.get("/users").json().path("users")).hasSize(1);
    assertThat(APP.user(email).path("id").asText()).isEqualTo(mine);
  }

  private static String withoutId(String problem) {
    return problem.replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  @Test
  void sending_again_makes_a_new_link_and_PIN_and_replaces_the_older_ones() {
    var email = newAddress();
    var first = APP.registered(email);

    var answer = APP.http().post("/users/" + email + "/validation");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().at("/validation/mail_status").asText()).isEqualTo("queued");
    var second = APP.mail(email, 2);
    for (int mails = 3; second.pin().equals(first.pin()); mails++) { // one time in a million
      APP.http().post("/users/" + email + "/validation");
      second = APP.mail(email, mails);
    }
    assertThat(second.link()).isNotEqualTo(first.link());
    assertThat(APP.anybody().post(first.link()).code()).isEqualTo("link_replaced");
    assertThat(sendPin(email, first.pin()).fieldError()).isEqualTo("pin_code wrong_pin");
    assertThat(APP.user(email).path("is_activated").asBoolean()).isFalse();
    assertThat(sendPin(email, second.pin()).status()).isEqualTo(200);
    assertThat(APP.anybody().post(second.link()).status()).isEqualTo(200);
  }

  private static TestHttp.Answer sendPin(String email, String pin) {
    return APP.http()
        .post("/validation", "{\"email\": \"%s\", \"pin_code\": \"%s\"}".formatted(email, pin));
  }

  @Test
  void sending_again_is_refused_for_unknown_and_activated_users() {
    var email = newAddress();
    assertThat(APP.http().post("/users/" + email + "/validation").code())
        .isEqualTo("user_not_found");
    APP.anybody().post(APP.registered(email).link());

    var answer = APP.http().post("/users/" + email + "/validation");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("already_activated");
  }
}

package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.MailjetStub.Answer;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestHttp;

/**
 * What the table for users of the FastAPI service registration_api says of this service. Each row
 * has a test.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class ComingFromRegistrationApiIT {
  private static final String BEGIN = "## Coming from registration_api";

  private static final String FULL =
      """
      {"email": "%s", "password": "correct horse battery", "first_name": "Ada",
       "last_name": "Lovelace", "birth_date": "1985-12-10"}""";

  private static TestApp app;
  private static TestHttp server;

  @BeforeAll
  static void start() {
    app = TestApp.start(Map.of());
    server = app.http();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** The first cell of the row that a test checks. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Row {
    String value();
  }

  private static List<String> rows() throws IOException {
    var page = Files.readString(Path.of(".github/API.md"));
    return page.substring(page.indexOf(BEGIN) + BEGIN.length())
        .replaceFirst("(?ms)^## .*", "")
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(2) // the header
        .map(line -> line.split("\\|", -1)[1].strip())
        .toList();
  }

  @Test
  void every_row_has_a_test_and_every_test_a_row() throws IOException {
    var tested =
        Stream.of(ComingFromRegistrationApiIT.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Row.class))
            .map(method -> method.getAnnotation(Row.class).value());

    assertThat(tested).containsExactlyInAnyOrderElementsOf(rows());
  }

  private static JsonNode register(String email) {
    var answer = server.post("/users", FULL.formatted(email));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private static ReceivedMail registered(String email) {
    register(email);
    return app.mail(email, 1);
  }

  private static boolean isActivated(String email) {
    return app.user(email).path("is_activated").asBoolean();
  }

  @Row("fields of a registration")
  @Test
  void a_registration_has_the_same_fields_and_a_locale() {
    var body = FULL.formatted(newAddress()).replace("}", ", \"locale\": \"fr\"}");

    assertThat(server.post("/users", body).status()).isEqualTo(201);
  }

  @Row("fields of a user")
  @Test
  void a_user_has_the_same_fields_and_no_password() {
    var email = newAddress();
    register(email);

    assertThat(app.user(email).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "server",
            "email",
            "new_email",
            "first_name",
            "last_name",
            "birth_date",
            "is_activated",
            "time_created",
            "time_updated",
            "locale",
            "time_activated",
            "validation");
  }

  @Row("paths")
  @Test
  void the_paths_are_the_same_with_or_without_a_slash_at_the_end() {
    for (var slash : List.of("", "/")) {
      var email = newAddress();
      assertThat(server.post("/users" + slash, registration(email)).status()).isEqualTo(201);
      var path = "/users/" + email + slash;
      assertThat(server.get(path).json().path("email").asText()).isEqualTo(email);
      assertThat(server.delete(path).status()).isEqualTo(204);
      assertThat(server.get(path).status()).isEqualTo(404);
    }
  }

  @Row("one address at several servers")
  @Test
  void an_address_can_register_at_several_servers() {
    var email = newAddress();
    register(email);
    var other = app.newServer("");

    assertThat(other.get("/users/" + email).status()).isEqualTo(404);
    assertThat(other.post("/users", registration(email)).status()).isEqualTo(201);
  }

  @Row("settings of Mailjet")
  @Test
  void the_settings_of_Mailjet_have_the_same_names() {
    assertThat(app.mailjet.settings())
        .containsKeys("MJ_APIKEY_PUBLIC", "MJ_APIKEY_PRIVATE", "MAIL_FROM");
    assertThat(registered(newAddress()).message().at("/From/Email").asText())
        .isEqualTo(app.mailjet.settings().get("MAIL_FROM"));
  }

  @Row("Docker Compose")
  @Test
  void Docker_Compose_has_the_same_services_on_loopback() throws IOException {
    var file = Files.readString(Path.of("docker-compose.yml"));

    assertThat(file)
        .contains("127.0.0.1:${WEB_PORT:-8000}:")
        .contains("127.0.0.1:${DB_PORT:-6432}:5432")
        .contains("127.0.0.1:${PGADMIN_PORT:-5555}:80")
        .contains("POSTGRES_DB: ${POSTGRES_DB:-REG_API}");
    assertThat(file.split("ports:\n {6}- 127[.]0[.]0[.]1:", -1)).hasSize(4);
    assertThat(file.split("ports:", -1)).hasSize(4);
  }

  @Row("`/docs` and `/openapi.json`")
  @Test
  void the_documentation_needs_no_key() {
    assertThat(app.anybody().get("/docs/").status()).isEqualTo(200);
    assertThat(app.anybody().get("/openapi.json").status()).isEqualTo(200);
  }

  @Row("which server calls")
  @Test
  void a_server_is_known_by_its_key() {
    assertThat(app.anybody().post("/users", registration(newAddress())).code())
        .isEqualTo("key_required");
    assertThat(register(newAddress()).path("server").asText()).isEqualTo("localhost");
  }

  @Row("answer to a registration")
  @Test
  void a_registration_is_201_with_Location() {
    var answer = server.post("/users", registration(newAddress()));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/users/" + answer.json().path("id").asText());
  }

  @Row("an address that is registered again")
  @Test
  void a_second_registration_is_409_only_after_the_activation() {
    var email = newAddress();
    registered(email); // waits for its mail, which the next registration would take back
    register(email);
    assertThat(app.anybody().post(app.mail(email, 2).link()).status()).isEqualTo(200);

    var answer = server.post("/users", registration(email));

    assertThat(answer.status()).isEqualTo(409);
  }

  @Row("`id`")
  @Test
  void the_id_is_a_UUID() {
    var id = register(newAddress()).path("id").asText();

    assertThat(UUID.fromString(id)).hasToString(id);
  }

  @Row("how passwords are stored")
  @Test
  void the_password_is_stored_as_a_hash() {
    var email = newAddress();
    register(email);

    assertThat(app.query("select password_hash from users where email = '" + email + "'"))
        .startsWith("$argon2id$");
  }

  @Row("which passwords")
  @Test
  void a_password_has_8_to_128_characters_and_is_not_easy_to_guess() {
    for (var password : List.of("1234567", "password1", "x".repeat(129)))
      assertThat(
              server
                  .post(
                      "/users",
                      registration(newAddress()).replace("correct horse battery", password))
                  .fieldError())
          .startsWith("password ");
  }

  private static TestHttp.Answer authenticate(String email, String password) {
    return server.post(
        "/users/authenticate",
        "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password));
  }

  @Row("checking a password")
  @Test
  void a_password_is_checked_by_a_route_of_its_own() {
    var email = newAddress();
    app.anybody().post(registered(email).link());

    assertThat(authenticate(email, "correct horse battery").status()).isEqualTo(200);
    assertThat(authenticate(email, "wrong horse battery").status()).isEqualTo(401);
  }

  @Row("following the link")
  @Test
  void the_link_is_shown_by_GET_and_activates_by_POST_without_a_password() {
    var email = newAddress();
    var link = registered(email).link();

    var page = app.anybody().withBasic(email, "correct horse battery").get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(isActivated(email)).isFalse();
    assertThat(app.anybody().post(link).status()).isEqualTo(200);
    assertThat(isActivated(email)).isTrue();
  }

  private static String lifetime(String column, String email) {
    return app.query(
        """
        select extract(epoch from v.%s - v.time_sent)::int
          from validations v join users u using (server_id)
         where u.id = v.user_id and u.email = '%s'"""
            .formatted(column, email));
  }

  @Row("lifetime of the link")
  @Test
  void the_link_lives_24_hours_from_sending() {
    var email = newAddress();
    var link = registered(email).link();
    app.userOnceSent(email);

    assertThat(lifetime("expires_at", email)).isEqualTo("86400");
    app.sql("update validations set expires_at = now()");
    assertThat(app.anybody().post(link).status()).isEqualTo(410);
  }

  @Row("the PIN")
  @Test
  void the_PIN_has_6_digits_lives_15_minutes_and_activates() {
    var email = newAddress();
    var mail = registered(email);
    app.userOnceSent(email);

    assertThat(lifetime("pin_expires_at", email)).isEqualTo("900");
    assertThat(mail.pin()).matches("[0-9]{6}");
    var body = "{\"email\": \"%s\", \"pin_code\": \"%s\"}".formatted(email, mail.pin());
    assertThat(server.post("/validation", body).status()).isEqualTo(200);
    assertThat(isActivated(email)).isTrue();
  }

  @Row("another mail")
  @Test
  void a_new_mail_can_be_requested() {
    var email = newAddress();
    registered(email);

    assertThat(server.post("/users/" + email + "/validation").status()).isEqualTo(202);
    assertThat(app.anybody().post(app.mail(email, 2).link()).status()).isEqualTo(200);
  }

  @Row("when the mail is sent")
  @Test
  void a_mail_that_Mailjet_does_not_take_is_sent_later() {
    var email = newAddress();
    app.mailjet.answer(call -> new Answer(500, ""));
    register(email);
    await().until(() -> app.user(email).at("/validation/reason").asText().startsWith("Mailjet"));
    assertThat(app.user(email).at("/validation/mail_status").asText()).isEqualTo("queued");

    app.mailjet.answer(
        call -> call.method().equals("GET") ? Answer.found(false) : MailjetStub.acceptAll(call));
    var id = app.query("select id from mails where recipient = '" + email + "'");
    assertThat(app.admin().post("/mails/" + id + "/retry").status()).isEqualTo(202);

    app.userOnceSent(email);
  }

  @Row("answer to a deletion")
  @Test
  void a_deletion_is_204() {
    var email = newAddress();
    register(email);

    var answer = server.delete("/users/" + email);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Row("capital letters before the @")
  @Test
  void capital_letters_make_no_other_user() {
    var email = newAddress();
    register(email);

    assertThat(app.user(email.replace("ada", "ADA")).path("email").asText()).isEqualTo(email);
  }

  private static TestHttp.Answer registerNamed(String lastName) {
    return server.post("/users", FULL.replace("Lovelace", lastName).formatted(newAddress()));
  }

  @Row("names")
  @Test
  void a_name_has_up_to_100_characters() {
    assertThat(registerNamed("L".repeat(100)).status()).isEqualTo(201);
    assertThat(registerNamed("L".repeat(101)).fieldError()).isEqualTo("last_name too_long");
  }

  @Row("unknown fields")
  @Test
  void an_unknown_field_is_422() {
    var body = FULL.formatted(newAddress()).replace("}", ", \"nickname\": \"A\"}");

    assertThat(server.post("/users", body).fieldError()).isEqualTo("nickname unknown_field");
  }

  @Row("errors")
  @Test
  void an_error_is_a_problem_with_a_code() {
    var unknown = server.get("/users/" + newAddress());
    var invalid = server.post("/users", "{}");

    for (var answer : List.of(unknown, invalid))
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("user_not_found");
    assertThat(invalid.status()).isEqualTo(422);
    assertThat(invalid.code()).isEqualTo("invalid_fields");
  }

  @Row("users of its database")
  @Test
  void a_user_can_be_inserted_with_a_hash_of_another_system() {
    var email = newAddress();
    var bcrypt = "$2b$04$0123456789abcdefghijku0xyDy2.5PjRwtsgm/pAlNmY67asCqty";
    app.sql(
        """
        insert into users (server_id, id, email, email_key, password_hash, time_activated)
        select id, gen_random_uuid(), '%s', '%s', '%s', now() from servers where name = 'localhost'"""
            .formatted(email, email, bcrypt));

    assertThat(authenticate(email, "correct horse battery").status()).isEqualTo(200);
    assertThat(app.query("select password_hash from users where email = '" + email + "'"))
        .startsWith("$argon2id$");
  }
}

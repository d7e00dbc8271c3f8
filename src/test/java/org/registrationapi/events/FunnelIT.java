package org.registrationapi.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.Race;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.WithinOneDay;

/** The funnel counts each step of a registration once and never takes it back. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("mails")
class FunnelIT {
  private static TestApp app;

  @BeforeAll
  static void start() {
    app = TestApp.start(Map.of("HASHING_QUEUE", "200"));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private static JsonNode funnel(TestHttp server) {
    return app.admin().get("/servers/" + server.name() + "/funnel").json();
  }

  /** Registered, sent, delivered, activated; bounced, blocked, spam, failed. */
  private static String totals(TestHttp server) {
    var numbers = new ArrayList<String>();
    funnel(server).path("totals").forEach(number -> numbers.add(number.asText()));
    return String.join(" ", numbers.subList(0, 4)) + "; " + String.join(" ", numbers.subList(4, 8));
  }

  private static void awaitTotals(TestHttp server, String wanted) {
    await().untilAsserted(() -> assertThat(totals(server)).isEqualTo(wanted));
  }

  private static TestApp.ReceivedMail registered(TestHttp server, String email) {
    var before = app.mailjet.messagesTo(email).size();
    assertThat(server.post("/users", TestApp.registration(email)).status()).isEqualTo(201);
    return app.mail(email, before + 1);
  }

  private static void event(String event, TestApp.ReceivedMail mail, String more) {
    var id = mail.message().path("CustomID").asText();
    var body = "[{\"event\": \"" + event + "\", \"CustomID\": \"" + id + "\"" + more + "}]";
    assertThat(app.events().post("/mailjet/events", body).status()).isEqualTo(200);
  }

  @Test
  void each_step_of_a_registration_is_counted_once() {
    var server = app.newServer("");
    assertThat(totals(server)).isEqualTo("0 0 0 0; 0 0 0 0");

    var mail = registered(server, TestApp.newAddress());
    awaitTotals(server, "1 1 0 0; 0 0 0 0");
    event("sent", mail, "");
    event("sent", mail, "");
    assertThat(totals(server)).isEqualTo("1 1 1 0; 0 0 0 0");

    app.anybody().post(mail.link());
    app.anybody().post(mail.link());
    assertThat(totals(server)).isEqualTo("1 1 1 1; 0 0 0 0");
  }

  @Test
  void counts_stay_when_the_user_is_replaced_and_deleted() {
    var server = app.newServer("");
    var email = TestApp.newAddress();
    registered(server, email);
    awaitTotals(server, "1 1 0 0; 0 0 0 0");
    registered(server, email);
    awaitTotals(server, "2 2 0 0; 0 0 0 0");

    assertThat(server.delete("/users/" + email).status()).isEqualTo(204);

    assertThat(totals(server)).isEqualTo("2 2 0 0; 0 0 0 0");
  }

  @Test
  void a_second_mail_counts_as_sent_but_not_as_registered() {
    var server = app.newServer("");
    var email = TestApp.newAddress();
    registered(server, email);

    assertThat(server.post("/users/" + email + "/validation").status()).isEqualTo(202);

    app.mail(email, 2);
    awaitTotals(server, "1 2 0 0; 0 0 0 0");
  }

  @Test
  void a_bounce_is_counted_once_and_the_next_mail_to_that_email_bounces_at_once() {
    var server = app.newServer("");
    var email = TestApp.newAddress();
    var mail = registered(server, email);
    awaitTotals(server, "1 1 0 0; 0 0 0 0");
    var hard =
        ", \"hard_bounce\": true, \"error_related_to\": \"recipient\", \"error\": \"user unknown\"";
    event("bounce", mail, hard);
    event("bounce", mail, hard);
    assertThat(totals(server)).isEqualTo("1 1 0 0; 1 0 0 0");

    assertThat(server.post("/users", TestApp.registration(email)).status()).isEqualTo(201);

    assertThat(totals(server)).isEqualTo("2 1 0 0; 2 0 0 0");
  }

  @Test
  void a_mail_reported_as_spam_counts_as_delivered() {
    var server = app.newServer("");
    var mail = registered(server, TestApp.newAddress());
    awaitTotals(server, "1 1 0 0; 0 0 0 0");

    event("spam", mail, "");

    assertThat(totals(server)).isEqualTo("1 1 1 0; 0 0 1 0");
  }

  @Test
  void deliveries_are_unknown_until_an_event_of_Mailjet_arrives() {
    var server = app.newServer("");
    assertThat(isDeliveryKnown(server)).isTrue();

    var ada = registered(server, TestApp.newAddress());
    var bob = registered(server, TestApp.newAddress());
    awaitTotals(server, "2 2 0 0; 0 0 0 0");
    assertThat(isDeliveryKnown(server)).isFalse();
    app.anybody().post(ada.link());
    assertThat(totals(server)).isEqualTo("2 2 1 1; 0 0 0 0");
    assertThat(isDeliveryKnown(server)).isFalse();

    event("sent", bob, "");
    assertThat(totals(server)).isEqualTo("2 2 2 1; 0 0 0 0");
    assertThat(isDeliveryKnown(server)).isTrue();
  }

  @Test
  void deliveries_are_unknown_without_the_settings_of_the_events() {
    try (var own =
        TestApp.start(Map.of("MAILJET_EVENTS_USER", "", "MAILJET_EVENTS_PASSWORD", ""))) {
      assertThat(
              own.admin()
                  .get("/servers/localhost/funnel")
                  .json()
                  .path("is_delivery_known")
                  .asBoolean(true))
          .isFalse();
    }
  }

  private static boolean isDeliveryKnown(TestHttp server) {
    return funnel(server).path("is_delivery_known").booleanValue();
  }

  @Test
  void a_refused_registration_and_a_wrong_PIN_are_not_counted() {
    var server = app.newServer("");
    server.post("/users", "{\"email\": \"nobody\", \"password\": \"correct horse battery\"}");
    server.post("/validation", "{\"email\": \"nobody@example.com\", \"pin_code\": \"123456\"}");

    assertThat(totals(server)).isEqualTo("0 0 0 0; 0 0 0 0");
  }

  @Test
  void forty_concurrent_registrations_and_activations_count_as_forty() {
    var server = app.newServer("");
    var addresses = new ArrayList<String>();
    for (int i = 0; i < 40; i++) addresses.add(TestApp.newAddress());

    Race.answers(40, i -> server.post("/users", TestApp.registration(addresses.get(i))));
    awaitTotals(server, "40 40 0 0; 0 0 0 0");
    var links = addresses.stream().map(email -> app.mail(email, 1).link()).toList();
    Race.answers(40, i -> app.anybody().post(links.get(i)));

    assertThat(totals(server)).isEqualTo("40 40 40 40; 0 0 0 0");
  }

  @Test
  void six_concurrent_posts_of_one_link_count_as_one_activation() {
    var server = app.newServer("");
    var mail = registered(server, TestApp.newAddress());
    awaitTotals(server, "1 1 0 0; 0 0 0 0");

    Race.answers(6, i -> app.anybody().post(mail.link()));

    assertThat(totals(server)).isEqualTo("1 1 1 1; 0 0 0 0");
  }

  @Test
  void without_dates_the_funnel_lists_each_of_the_last_30_days() {
    var funnel = funnel(app.newServer(""));

    assertThat(funnel.path("from").asText()).isEqualTo(today().minusDays(29).toString());
    assertThat(funnel.path("to").asText()).isEqualTo(today().toString());
    assertThat(funnel.path("days").findValuesAsText("day"))
        .hasSize(30)
        .startsWith(today().minusDays(29).toString())
        .endsWith(today().toString());
  }

  @Test
  void the_dates_from_and_to_are_included_and_other_days_are_not() {
    var server = app.newServer("");
    for (int daysAgo = 2; daysAgo <= 5; daysAgo++) insert(server, daysAgo, 10 + daysAgo);

    var funnel =
        app.admin()
            .get(
                "/servers/%s/funnel?from=%s&to=%s"
                    .formatted(server.name(), today().minusDays(4), today().minusDays(3)))
            .json();

    assertThat(funnel.at("/totals/registered").asInt()).isEqualTo(14 + 13);
    assertThat(funnel.at("/days/0/counts/registered").asInt()).isEqualTo(14);
    assertThat(funnel.path("days")).hasSize(2);
  }

  private static void insert(TestHttp server, int daysAgo, int number) {
    app.sql(
        """
        insert into event_counts (server_id, day, kind, number)
        select id, (now() at time zone 'utc')::date - %d, 'registered', %d
          from servers
         where name = '%s'
        """
            .formatted(daysAgo, number, server.name()));
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-02-30, from invalid_date",
    "from=yesterday, from invalid_date",
    "to=20261122, to invalid_date",
    "to=2026-11-22T00:00:00Z, to invalid_date",
    "to=%2B12345-01-01, to invalid_date",
    "to=-999999999-01-01, to invalid_date",
    "from=2026-11-02&to=2026-11-01, to out_of_range",
    "from=2025-01-01&to=2026-01-02, from out_of_range",
    "from=2001-01-01&to=2001-01-02, from out_of_range",
    "from=2026-11-01&from=2026-11-02, from repeated",
    "since=2026-11-01, since unknown_parameter"
  })
  void invalid_query_parameters_are_refused(String query, String error) {
    assertThat(app.admin().get("/servers/localhost/funnel?" + query).fieldError()).isEqualTo(error);
  }

  @Test
  void the_funnel_requires_the_admin_key_and_an_existing_server() {
    assertThat(app.http().get("/servers/localhost/funnel").code()).isEqualTo("key_not_allowed");
    assertThat(app.anybody().get("/servers/localhost/funnel").code()).isEqualTo("key_required");
    assertThat(app.admin().get("/servers/nowhere/funnel").code()).isEqualTo("server_not_found");
  }

  @Test
  void counts_of_a_deleted_server_stay_and_a_new_server_with_its_name_starts_at_0() {
    var server = app.newServer("");
    var mail = registered(server, TestApp.newAddress());
    awaitTotals(server, "1 1 0 0; 0 0 0 0");
    app.anybody().post(mail.link());
    var id = app.query("select id from servers where name = '" + server.name() + "'");

    assertThat(app.admin().delete("/servers/" + server.name() + "?force=true").status())
        .isEqualTo(204);

    assertThat(app.admin().get("/servers/" + server.name() + "/funnel").code())
        .isEqualTo("server_not_found");
    assertThat(
            app.query(
                "select string_agg(kind, ' ' order by kind) from counted_events where server_id = "
                    + id))
        .contains("activated", "mail_sent", "registered");
    app.admin().post("/servers", "{\"name\": \"" + server.name() + "\"}");
    assertThat(totals(server)).isEqualTo("0 0 0 0; 0 0 0 0");
  }

  @Test
  void the_events_of_a_deleted_user_hold_no_personal_data() {
    var server = app.newServer("");
    var email = TestApp.newAddress();
    var user =
        """
        {"email": "%s", "password": "correct horse battery", "first_name": "Wilhelmina",
         "last_name": "Featherstone", "birth_date": "1987-06-05"}"""
            .formatted(email);
    var id = server.post("/users", user).json().path("id").asText();
    app.anybody().post(app.mail(email, 1).link());
    server.post(
        "/users/authenticate",
        "{\"email\": \"%s\", \"password\": \"wrong horse battery\"}".formatted(email));
    server.patch("/users/" + id, "{\"last_name\": \"Featherstonehaugh\"}");
    assertThat(server.delete("/users/" + id).status()).isEqualTo(204);

    var events =
        app.query(
            "select string_agg(e::text, ' ') from events e where user_id = '%s'".formatted(id));

    assertThat(events)
        .contains("registered", "activated", "updated", "deleted")
        .doesNotContainIgnoringCase(
            email,
            email.replace("@example.com", ""),
            "Wilhelmina",
            "Feather",
            "1987-06-05",
            "horse");
    assertThat(
            app.query(
                "select string_agg(column_name, ' ' order by ordinal_position) "
                    + "from information_schema.columns where table_name = 'events'"))
        .isEqualTo("server_id id user_id kind time detail");
  }
}

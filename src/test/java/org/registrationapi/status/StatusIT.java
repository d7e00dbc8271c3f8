package org.registrationapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.testing.MailRows;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestDatabase;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.WithinOneDay;

/** The operator's status page. */
@ExtendWith(WithinOneDay.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class StatusIT {
  private static TestApp app;

  @BeforeAll
  static void start() {
    app = TestApp.start(Map.of());
    count(3, "registered", 1200);
    count(3, "activated", 900);
    countAtFirstServer(3, "registered", 12);
    countAtFirstServer(3, "activated", 9);
    countAtFirstServer(0, "mail_bounced", 2);
    countAtFirstServer(30, "registered", 5000);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void count(int daysAgo, String kind, int number) {
    app.sql(
        "insert into event_totals values ((now() at time zone 'utc')::date - %d, '%s', %d)"
            .formatted(daysAgo, kind, number));
  }

  private static void countAtFirstServer(int daysAgo, String kind, int number) {
    app.sql(
        "insert into event_counts values (1, (now() at time zone 'utc')::date - %d, '%s', %d)"
            .formatted(daysAgo, kind, number));
  }

  private static TestHttp.Answer page(String query) {
    return app.anybody().withBasic("anybody", TestApp.ADMIN_KEY).get("/status" + query);
  }

  @Test
  void a_browser_can_send_the_admin_key_as_password() {
    var page = page("");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.header("Set-Cookie")).isNull();
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(app.admin().get("/status").status()).isEqualTo(200);
  }

  @Test
  void the_admin_key_is_required_on_the_same_machine_too() {
    var anonymous = app.anybody().get("/status");
    var wrong = app.anybody().withBasic("admin", TestApp.ADMIN_KEY + "x").get("/status");

    assertThat(anonymous.status() + " " + anonymous.code()).isEqualTo("401 key_required");
    assertThat(wrong.status() + " " + wrong.code()).isEqualTo("401 key_invalid");
    for (var answer : java.util.List.of(anonymous, wrong))
      assertThat(answer.header("WWW-Authenticate"))
          .isEqualTo("Basic realm=\"Registration API\", charset=\"UTF-8\"");
    assertThat(app.http().get("/status").code()).isEqualTo("key_not_allowed");
    assertThat(app.anybody().withBasic("localhost", TestApp.API_KEY).get("/status").code())
        .isEqualTo("key_invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic !", "Basic YQ==", "Digest abc"})
  void an_Authorization_header_without_a_password_is_401(String authorization) {
    assertThat(app.anybody().with("Authorization", authorization).get("/status").status())
        .isEqualTo(401);
  }

  @Test
  void Basic_credentials_are_refused_on_other_routes() {
    var browser = app.anybody().withBasic("anybody", TestApp.ADMIN_KEY);

    assertThat(browser.get("/servers").code()).isEqualTo("key_required");
    assertThat(browser.post("/servers", "{\"name\": \"evil\"}").code()).isEqualTo("key_required");
    assertThat(browser.get("/metrics").code()).isEqualTo("key_required");
  }

  @Test
  void the_page_runs_no_script_and_loads_nothing() {
    var page = page("");

    assertThat(page.header("Content-Security-Policy"))
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; "
                + "img-src data:; form-action 'self'; frame-ancestors 'none'");
    assertThat(page.body()).doesNotContain("<script", "style=\"", "=\"http", "url(", "onload");
  }

  @Test
  void the_page_shows_30_days_of_all_servers_or_of_one() {
    assertThat(page("").body())
        .contains("All servers, 30 days")
        .contains("Registrations in 30 days: 1,200 registered, 900 activated.")
        .contains("75 % of registrations");
    assertThat(page("?server=localhost").body())
        .contains("localhost, 30 days")
        .contains("Registrations in 30 days: 12 registered, 9 activated.")
        .contains("2 bounced, 0 blocked, 0 failed")
        .doesNotContain("5,000");
    assertThat(page("?server=").body()).contains("All servers, 30 days");
  }

  @Test
  void an_unknown_server_is_404_and_reported_on_the_page() {
    var page = app.admin().with("Accept", "text/html").get("/status?server=%3Cscript%3E");

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body())
        .contains("There is no server of this name.")
        .contains("&lt;script")
        .doesNotContain("<script");
    assertThat(page("?server=nowhere").code()).isEqualTo("server_not_found");
  }

  @Test
  void a_server_is_chosen_from_the_list_of_all() {
    assertThat(page("?server=localhost").body())
        .contains("<option value=\"\">All servers</option>")
        .contains("<option value=\"localhost\" selected>localhost</option>");
  }

  @Test
  void of_very_many_servers_those_with_a_part_of_their_name_are_listed() {
    try (var own = TestApp.start(Map.of())) {
      own.sql(
          """
          insert into servers (name, display_name, locale)
          select 'shop-' || n, 'Shop', 'en' from generate_series(1, 250) as n
          """);
      var browser = own.admin().with("Accept", "text/html");

      var all = browser.get("/status").body();
      assertThat(all).contains("<input id=\"server\" type=\"search\"");
      assertThat(all).doesNotContain("<select", "shop-1");
      var some = browser.get("/status?server=SHOP-24");
      assertThat(some.status()).isEqualTo(404);
      assertThat(some.body())
          .contains("<li><a href=\"./status?server=shop-24\">", "server=shop-249")
          .doesNotContain("shop-23", "There are more.");
      assertThat(browser.get("/status?server=shop-24").status()).isEqualTo(200);
      var many = browser.get("/status?server=shop").body();
      assertThat(many.split("<li><a href=\"./status[?]server=", -1)).hasSize(101);
      assertThat(many).contains("There are more.");
    }
  }

  @Test
  void where_no_events_can_arrive_deliveries_are_unknown_and_not_0_percent() {
    var settings = Map.of("MAILJET_EVENTS_USER", "", "MAILJET_EVENTS_PASSWORD", "");
    try (var own = TestApp.start(settings)) {
      own.sql(
          """
          insert into event_totals
          select (now() at time zone 'utc')::date - 3, kind, number
            from (values ('registered', 10), ('mail_sent', 10), ('mail_delivered', 4), ('activated', 4))
                 as counts (kind, number)
          """);

      assertThat(own.admin().get("/status").body())
          .contains("<b class=\"unknown\">unknown</b>", "at least 4, by links and PINs")
          .contains("MAILJET_EVENTS_USER is not set, so Mailjet cannot report it.")
          .contains("Mails in 30 days: 10 sent, at least 4 delivered, 0 failed.")
          .contains("Delivered, at least</th>")
          .contains(
              "<td>10</td><td>10</td><td>4</td><td>4</td><td>–</td><td>–</td><td>0</td><td>–</td>")
          .doesNotContain("% of mails sent");
    }
  }

  @Test
  void the_problems_lead_to_the_mails_concerned() {
    try (var own = TestApp.start(Map.of("MAIL_CONCURRENCY", "1"))) {
      own.mailjet.answer(call -> new MailjetStub.Answer(401, "{}"));
      MailRows.insert(own, 1);
      own.sql(
          "update mails set status = 'held', next_attempt_at = 'infinity', reason = 'send-0008: <b>sender</b>'");
      var link = "./status/mails?status=held";
      assertThat(own.admin().get("/status").body())
          .contains("1 mail is held until the sender is corrected. <a href=\"" + link + "\">");

      var held = own.anybody().withBasic("anybody", TestApp.ADMIN_KEY).get(link.substring(1));

      assertThat(held.status()).isEqualTo(200);
      assertThat(held.header("Content-Security-Policy"))
          .startsWith("default-src 'none'; style-src");
      assertThat(held.body())
          .contains("<h1>Mails: held</h1>", "Of all servers, the newest first")
          .contains(own.query("select recipient from mails"), own.query("select id from mails"))
          .contains("<strong>held</strong>: send-0008: &lt;b&gt;sender&lt;/b&gt;")
          .contains("href=\"../status/mails?status=failed\"");
      assertThat(own.admin().get("/status/mails?status=failed").body()).contains("There are none.");
      assertThat(own.admin().get("/status/mails?server=localhost").body())
          .contains("<h1>All mails</h1>", "Of localhost, the newest first")
          .contains("href=\"../status/mails?status=held&amp;server=localhost\"");
    }
  }

  @Test
  void the_list_of_mails_has_pages() {
    try (var own = TestApp.startRequestsOnly(TestDatabase.create(), Map.of())) {
      MailRows.insert(own, 60);

      var first = own.admin().get("/status/mails").body();
      var next = first.replaceFirst("(?s).*href=\"[.][.](/status/mails[?]cursor=[^\"]+)\".*", "$1");
      var second = own.admin().get(next).body();

      assertThat(first.split("<strong>queued", -1)).hasSize(51);
      assertThat(second.split("<strong>queued", -1)).hasSize(11);
      assertThat(second).doesNotContain("rel=\"next\"");
    }
  }

  @Test
  void the_list_of_mails_needs_the_admin_key() {
    assertThat(app.anybody().get("/status/mails").code()).isEqualTo("key_required");
    assertThat(app.http().get("/status/mails").code()).isEqualTo("key_not_allowed");
    assertThat(app.anybody().withBasic("admin", "x").get("/status/mails").code())
        .isEqualTo("key_invalid");
  }

  @Test
  void the_list_of_mails_of_an_unknown_server_is_422() {
    assertThat(app.admin().get("/status/mails?server=nowhere").fieldError())
        .isEqualTo("server unknown_value");
  }

  @Test
  void an_unknown_parameter_is_refused() {
    assertThat(page("?name=localhost").fieldError()).isEqualTo("name unknown_parameter");
  }

  @Test
  void the_page_shows_current_problems() {
    try (var own = TestApp.start(Map.of("MAIL_CONCURRENCY", "1"))) {
      var admin = own.admin();
      assertThat(admin.get("/status").body()).contains("There is nothing to do.");
      own.mailjet.answer(call -> new MailjetStub.Answer(401, "{}"));
      own.register(TestApp.newAddress());
      org.awaitility.Awaitility.await()
          .until(
              () -> admin.get("/status").body(),
              page ->
                  page.contains(
                      "Mail is paused: Mailjet does not accept the API key, or has suspended it."));

      MailRows.insert(own, 2);
      own.sql("update mails set time_created = now() - interval '3 hours'");
      own.sql(
          "update mails set status = 'held', next_attempt_at = 'infinity' where kind = 'validation'"
              + " and id in (select id from mails order by id limit 1)");

      assertThat(admin.get("/status").body())
          .contains("1 mail is held until the sender is corrected")
          .contains("The oldest queued mail has waited for 3 h.")
          .doesNotContain("There is nothing to do.");
    }
  }
}

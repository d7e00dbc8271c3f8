package org.registrationapi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestHttp;

/** "Send me a new link", on the page of a link that has expired or was replaced. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class NewLinkIT {
  private static final TestApp APP = SecondApp.APP;
  private static final TestHttp BROWSER = APP.anybody().with("Accept", "text/html");

  private final String email = newAddress();

  private static void expire(String email) {
    APP.userOnceSent(email);
    APP.sql(
        """
        update validations set expires_at = now() - interval '1 hour'
         where user_id = (select id from users where email = '%s')"""
            .formatted(email));
  }

  /** The n-th mail once the sender has settled it; until then a newer link would delete its row. */
  private static ReceivedMail settled(TestApp app, String email, int number) {
    var mail = app.mail(email, number);
    app.userOnceSent(email);
    return mail;
  }

  private static String registered(String email) {
    APP.register(email);
    return settled(APP, email, 1).link();
  }

  private static TestHttp.Answer askAgain(String link) {
    return APP.anybody().post(link + "/new-link");
  }

  private static String mailsTo(String email) {
    return APP.query(
        "select count(*) from mails where kind = 'validation' and recipient = '" + email + "'");
  }

  @Test
  void the_page_of_an_expired_link_sends_a_new_one_that_works() {
    var link = registered(email);
    expire(email);

    var page = BROWSER.get(link);
    var answer = BROWSER.post(link + "/new-link");

    assertThat(page.status()).isEqualTo(410);
    assertThat(page.body())
        .contains("action=\"../validation/" + token(link) + "/new-link\"", "Send me a new link");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).contains("Check your mail").doesNotContain("<form", email);
    var mail = APP.mail(email, 2);
    assertThat(APP.anybody().get(link).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(mail.link()).status()).isEqualTo(200);
    assertThat(APP.user(email).path("is_activated").asBoolean()).isTrue();
  }

  private static String token(String link) {
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void the_page_of_a_replaced_link_does_so_too() {
    var link = registered(email);
    APP.http().post("/users/" + email + "/validation");
    var second = settled(APP, email, 2).link();

    assertThat(BROWSER.get(link).body()).contains("/new-link\"");
    assertThat(askAgain(link).status()).isEqualTo(202);

    var third = APP.mail(email, 3).link();
    assertThat(APP.anybody().get(second).code()).isEqualTo("link_replaced");
    assertThat(APP.anybody().post(third).status()).isEqualTo(200);
  }

  @Test
  void a_link_of_an_earlier_registration_sends_none_of_a_later_one() {
    var link = registered(email);
    APP.register(email); // perhaps by a stranger, with another password
    var second = settled(APP, email, 2).link();

    assertThat(BROWSER.get(link).body()).contains("/new-link\"");
    assertThat(askAgain(link).status()).isEqualTo(202);

    assertThat(mailsTo(email)).isEqualTo("2");
    assertThat(APP.anybody().get(second).status()).as("the newest link").isEqualTo(200);
    assertThat(askAgain(second).status()).isEqualTo(202);
    assertThat(APP.anybody().post(APP.mail(email, 3).link()).status()).isEqualTo(200);
  }

  @Test
  void a_mail_that_was_deleted_by_age_is_not_needed_for_an_expired_link() {
    var link = registered(email);
    expire(email);
    APP.sql("delete from mails where recipient = '" + email + "'");

    askAgain(link);

    assertThat(APP.anybody().post(APP.mail(email, 2).link()).status()).isEqualTo(200);
  }

  @Test
  void an_activated_user_is_not_changed_and_gets_no_mail() {
    var link = registered(email);
    APP.anybody().post(link);
    var before = APP.user(email);

    assertThat(askAgain(link).status()).isEqualTo(202);

    assertThat(mailsTo(email)).isEqualTo("1");
    assertThat(APP.user(email)).isEqualTo(before);
  }

  @Test
  void the_answer_is_the_same_whatever_became_of_the_user() {
    var links = new LinkedHashMap<String, String>();
    for (var state :
        new String[] {"expired", "replaced", "registered again", "activated", "deleted"}) {
      var address = newAddress();
      links.put(state, registered(address));
      switch (state) {
        case "expired" -> expire(address);
        case "replaced" -> APP.http().post("/users/" + address + "/validation");
        case "registered again" -> APP.register(address);
        case "activated" -> APP.anybody().post(links.get(state));
        default -> APP.http().delete("/users/" + address);
      }
    }
    var expected = "{\"status\":\"accepted\"}";

    assertThat(links.values()).extracting(link -> askAgain(link).body()).containsOnly(expected);
    assertThat(links.values()).extracting(link -> askAgain(link).status()).containsOnly(202);
    assertThat(
            links.values().stream().map(link -> BROWSER.post(link + "/new-link").body()).distinct())
        .hasSize(1);
  }

  @Test
  void an_address_over_its_limit_gets_the_same_answer_and_no_mail() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "2"))) {
      app.register(email);
      var link = settled(app, email, 1).link();
      app.http().post("/users/" + email + "/validation");
      var newest = settled(app, email, 2).link();

      var over = app.anybody().post(link + "/new-link");

      assertThat(over.status()).isEqualTo(202);
      assertThat(over.body()).isEqualTo("{\"status\":\"accepted\"}");
      assertThat(app.query("select count(*) from mails")).isEqualTo("2");
      assertThat(app.anybody().get(newest).status()).as("the older link").isEqualTo(200);
    }
  }

  @Test
  void a_new_link_counts_among_the_mails_to_the_address() {
    try (var app = TestApp.start(Map.of("MAILS_PER_ADDRESS", "2"))) {
      app.register(email);
      app.anybody().post(settled(app, email, 1).link() + "/new-link");
      app.mail(email, 2);

      assertThat(app.http().post("/users", registration(email)).code()).isEqualTo("too_many_mails");
    }
  }

  @Test
  void a_forged_link_is_404_and_a_link_of_another_purpose_is_forged() {
    var link = registered(email);
    var reset = link.replace("/validation/", "/password-reset/");

    assertThat(askAgain("/validation/forged").code()).isEqualTo("link_not_found");
    assertThat(BROWSER.post("/validation/forged/new-link").status()).isEqualTo(404);
    assertThat(askAgain(reset).code()).isEqualTo("link_not_found");
    assertThat(mailsTo(email)).isEqualTo("1");
  }

  @Test
  void GET_sends_nothing() {
    var link = registered(email);

    assertThat(APP.anybody().get(link + "/new-link").status()).isEqualTo(405);
    assertThat(mailsTo(email)).isEqualTo("1");
  }

  @Test
  void the_page_of_a_removed_server_offers_nothing() {
    var server = APP.newServer("\"home_url\": \"https://shop.example\"");
    server.post("/users", registration(email));
    var link = APP.mail(email, 1).link();
    APP.admin().delete("/servers/" + server.name() + "?force=true");

    assertThat(BROWSER.get(link).body()).doesNotContain("<form", "<a ");
    assertThat(askAgain(link).status()).isEqualTo(202);
  }
}

package org.registrationapi.links;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;
import org.registrationapi.testing.TestHttp.Answer;

/** The pages behind the links of mails, as a browser gets them. */
class LinkPagesIT {
  private static final TestApp APP = SharedApp.APP;
  private static final TestHttp BROWSER = APP.anybody().with("Accept", "text/html");
  private static final TestHttp FORM =
      BROWSER.with("Content-Type", "application/x-www-form-urlencoded");

  private final List<Answer> pages = new ArrayList<>();

  private void get(String path) {
    pages.add(BROWSER.get(path));
  }

  private void submit(String path, String form) {
    pages.add(FORM.send("POST", path, form));
  }

  @Test
  void only_the_form_for_a_password_has_a_script_and_its_hash_is_allowed() throws Exception {
    var email = newAddress();
    get(APP.registered(email).link());
    submit(APP.mail(email, 1).link(), "");
    APP.http().post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    var reset = APP.mail(email, 2).link();
    get(reset);
    submit(reset, "password=purple+monkey+dishwasher");

    var form = pages.remove(2);
    var script = form.body().split("<script>|</script>", -1);
    assertThat(script).hasSize(3);
    var hash = MessageDigest.getInstance("SHA-256").digest(script[1].getBytes(UTF_8));
    assertThat(form.header("Content-Security-Policy"))
        .contains("; script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'; ");
    assertThat(pages).hasSize(3);
    assertThat(pages)
        .allSatisfy(
            page -> {
              assertThat(page.body()).doesNotContain("<script");
              assertThat(page.header("Content-Security-Policy"))
                  .startsWith("default-src 'none'; ")
                  .doesNotContain("script-src");
            });
  }

  @Test
  void no_page_of_a_link_sets_a_cookie() {
    for (var kind : List.of("validation", "password-reset", "email-change", "email-undo"))
      get("/" + kind + "/forged");
    var rejected = APP.registered(newAddress()).link();
    get(rejected);
    submit(rejected + "/reject", "");
    get(rejected);
    var email = newAddress();
    submit(APP.registered(email).link(), "");
    APP.http().post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    var reset = APP.mail(email, 2).link();
    get(reset);
    submit(reset, "password=password1234");
    submit(reset, "password=purple+monkey+dishwasher");
    get(reset);
    var other = newAddress();
    APP.http().post("/users/" + email + "/email", "{\"email\": \"" + other + "\"}");
    var change = APP.mail(other, 1).link();
    get(change);
    submit(change, "");
    var undo = APP.mail(email, 5).link(); // after the notices of both changes
    get(undo);
    submit(undo, "");

    assertThat(pages)
        .extracting(Answer::status)
        .containsExactly(
            404, 404, 404, 404, 200, 200, 410, 200, 200, 422, 200, 410, 200, 200, 200, 200);
    assertThat(pages)
        .allSatisfy(
            page -> {
              assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
              assertThat(page.header("Set-Cookie")).isNull();
            });
  }

  /** The link to a server in a page: its words, or empty. */
  private static String home(Answer page, String url) {
    var link = Pattern.compile("<a class=\"\\w+\" href=\"" + url + "\">([^<]*)</a>");
    var match = link.matcher(page.body());
    return match.find() ? match.group(1) : "";
  }

  @Test
  void every_page_but_those_with_a_task_leads_to_the_server() {
    var server = APP.newServer("\"display_name\": \"Shop\", \"home_url\": \"myshop://home?a=1\"");
    var email = newAddress();
    server.post("/users", registration(email));
    var link = APP.mail(email, 1).link();
    get(link); // a task
    submit(link, "");
    get(link);
    var other = newAddress();
    server.post("/users", registration(other));
    var rejected = APP.mail(other, 1).link();
    submit(rejected + "/reject", "");
    get(rejected);
    submit(rejected + "/new-link", "");
    server.post("/users/password-reset", "{\"email\": \"" + email + "\"}");
    var reset = APP.mail(email, 2).link();
    get(reset); // a task
    submit(reset, "password=password1234"); // the same
    submit(reset, "password=purple+monkey+dishwasher");
    get(reset);
    server.post("/users/" + email + "/email", "{\"email\": \"new." + email + "\"}");
    var change = APP.mail("new." + email, 1).link();
    submit(change, "");
    get(change);

    assertThat(pages)
        .extracting(page -> home(page, "myshop://home\\?a=1"))
        .containsExactly(
            "",
            "Go to Shop",
            "Go to Shop",
            "Go to Shop",
            "Go to Shop",
            "Go to Shop",
            "",
            "",
            "Go to Shop",
            "Go to Shop",
            "Go to Shop",
            "Go to Shop");
  }

  @Test
  void without_a_home_the_page_leads_to_the_origin_of_the_redirect() {
    var server = APP.newServer("\"redirect_url\": \"https://shop.example:8443/in?a=1\"");
    var email = newAddress();
    server.post("/users", registration(email));
    var link = APP.mail(email, 1).link();
    submit(link, "");

    get(link);

    assertThat(pages.get(0).status()).isEqualTo(303);
    assertThat(home(pages.get(1), "https://shop.example:8443/"))
        .isEqualTo("Go to " + server.name());
  }

  @Test
  void a_server_without_both_has_no_link() {
    var email = newAddress();
    submit(APP.registered(email).link(), "");

    assertThat(pages.get(0).body()).doesNotContain("<a ");
  }

  @Test
  void a_link_to_a_new_address_offers_no_new_one() {
    var email = newAddress();
    submit(APP.registered(email).link(), "");
    var other = newAddress();
    var change = "{\"email\": \"" + other + "\"}";
    APP.http().post("/users/" + email + "/email", change);
    var replaced = APP.mail(other, 1).link();
    APP.http().post("/users/" + email + "/email", change);

    get(replaced);

    assertThat(pages.get(1).status()).isEqualTo(410);
    assertThat(pages.get(1).body()).doesNotContain("<form");
    assertThat(APP.anybody().post(replaced + "/new-link").status()).isEqualTo(404);
  }
}

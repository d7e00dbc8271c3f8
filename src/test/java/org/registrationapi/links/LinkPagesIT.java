package org.registrationapi.links;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
}

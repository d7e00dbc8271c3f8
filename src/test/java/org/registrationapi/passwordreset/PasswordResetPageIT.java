package org.registrationapi.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.passwordreset.PasswordResets.ask;
import static org.registrationapi.passwordreset.PasswordResets.askedLink;
import static org.registrationapi.passwordreset.PasswordResets.chooseInBrowser;
import static org.registrationapi.passwordreset.PasswordResets.link;
import static org.registrationapi.passwordreset.PasswordResets.signIn;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.SecondApp;
import org.registrationapi.testing.TestApp;

/** The page behind the link of a password reset, and its form. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("second application")
class PasswordResetPageIT {
  private static final TestApp APP = SecondApp.APP;

  private final String email = newAddress();

  @ParameterizedTest
  @CsvSource({
    "password=purple+monkey%20dishw%C3%A4sher, 200",
    "password=a&password=purple+monkey+dishwasher, 400",
    "password, 400",
    "password=%C3, 400",
    "password=%G0purple+monkey, 400",
    "password=purple+monkey%2, 400",
    "'', 422",
    "passwort=purple+monkey+dishwasher, 422"
  })
  void a_form_is_parsed_strictly(String form, int status) {
    var link = askedLink(email);

    assertThat(chooseInBrowser(link, form).status()).isEqualTo(status);
    assertThat(signIn(email, "purple monkey dishwäsher")).isEqualTo(status == 200 ? 200 : 401);
  }

  @Test
  void a_body_that_is_neither_JSON_nor_a_form_is_415() {
    var answer =
        APP.anybody()
            .with("Content-Type", "text/plain")
            .send("POST", askedLink(email), "password=x");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("json_required");
  }

  @Test
  void the_page_has_a_form_that_password_managers_understand() {
    var server = APP.newServer("\"display_name\": \"<b>Shop</b>\", \"password_min_length\": 12");
    server.post("/users", registration(email));
    APP.anybody().post(APP.mail(email, 1).link());
    ask(server, email);
    var link = link(email, 1);

    var page = APP.anybody().with("Accept", "text/html").get(link);

    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.body())
        .contains(
            "<form method=\"post\" action=\".." + link + "\">",
            "autocomplete=\"username\" value=\"" + email + "\"",
            "name=\"password\" type=\"password\"",
            "autocomplete=\"new-password\"",
            "minlength=\"12\"",
            "At least 12 characters<",
            "Not your email address, your name or a common password",
            "&lt;b&gt;Shop&lt;/b&gt;")
        .doesNotContain("<b>", "/reject");
    assertThat(page.header("Content-Security-Policy"))
        .matches(
            "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; "
                + "script-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:; form-action 'self'; frame-ancestors 'none'");
    assertThat(page.header("Set-Cookie")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "en, a common password",
    "fr, un mot de passe courant",
    "de, ein häufiges Passwort",
    "es, una contraseña común",
    "ar, كلمة مرور شائعة"
  })
  void the_page_explains_a_refused_password_in_the_users_language(String locale, String reason) {
    APP.http()
        .post("/users", registration(email).replace("}", ", \"locale\": \"" + locale + "\"}"));
    APP.anybody().post(APP.mail(email, 1).link());
    ask(email);

    var page = chooseInBrowser(link(email, 1), "password=password1234");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body())
        .contains("<html lang=\"" + locale + "\"", reason, "aria-invalid=\"true\"", " autofocus")
        .doesNotContain("password1234");
    assertThat(chooseInBrowser(link(email, 1), "password=purple+monkey+dishwasher").status())
        .isEqualTo(200);
  }

  @Test
  void used_and_forged_links_have_pages_too() {
    var link = askedLink(email);
    chooseInBrowser(link, "password=purple+monkey+dishwasher");

    var used = APP.anybody().with("Accept", "text/html").get(link);
    var forged = chooseInBrowser("/password-reset/forged", "password=purple+monkey+dishwasher");

    assertThat(used.status()).isEqualTo(410);
    assertThat(used.body())
        .contains("This link no longer works", "/new-link\"")
        .doesNotContain("<input");
    assertThat(forged.status()).isEqualTo(404);
    assertThat(forged.body()).contains("This link is not valid").doesNotContain("<form");
  }

  @Test
  void the_browser_is_redirected_to_the_server_after_the_change() {
    var server = APP.newServer("\"redirect_url\": \"https://shop.example/welcome?from=mail#top\"");
    server.post("/users", registration(email));
    APP.anybody().post(APP.mail(email, 1).link());
    ask(server, email);

    var answer = chooseInBrowser(link(email, 1), "password=purple+monkey+dishwasher");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .matches("https://shop.example/welcome\\?from=mail&status=password_changed&user=.*#top");
  }
}

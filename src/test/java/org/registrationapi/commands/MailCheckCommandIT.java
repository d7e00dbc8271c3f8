package org.registrationapi.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.kit.MailjetRestStub.check;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.registrationapi.kit.DnsStub;
import org.registrationapi.kit.MailjetRestStub.Resource;
import org.registrationapi.testing.TestApp;

/** The command {@code mail-check} does what its route does, and tells scripts whether to go on. */
class MailCheckCommandIT {
  private static final DnsStub DNS = new DnsStub();
  private static final TestApp APP = TestApp.start(Map.of("DNS_SERVER", DNS.setting()));

  @AfterAll
  static void stop() {
    APP.close();
    DNS.close();
  }

  private static Ran run(String... arguments) {
    var environment = new HashMap<>(APP.mailjet.settings());
    environment.putAll(Map.of("DATABASE_URL", APP.databaseUrl, "DATABASE_PASSWORD", "none"));
    environment.putAll(Map.of("DATA_DIR", "/nowhere", "DNS_SERVER", DNS.setting()));
    return Ran.run(environment, arguments);
  }

  @Test
  void what_was_found_is_a_table_with_what_to_do_below() {
    APP.mailjet.rest().reset();

    var ran = run("mail-check");

    assertThat(ran.exitCode() + ran.err()).isEqualTo("0");
    assertThat(ran.out())
        .containsPattern("(?m)^Provider +mailjet$")
        .containsPattern("(?m)^From +hello@register.example.com$")
        .containsPattern("(?m)^Sender +ok +hello@register.example.com is validated at Mailjet\\.$")
        .containsPattern("(?m)^DMARC +warning +register.example.com has no DMARC record\\.$")
        .containsPattern("(?m)^ +Publish this record")
        .containsPattern("(?m)^ +_dmarc.register.example.com TXT v=DMARC1; p=none$");
  }

  @Test
  void a_check_that_fails_is_exit_code_1() {
    APP.mailjet.rest().answer(Resource.DNS_CHECK, check("OK", "", "Error", "no DKIM record"));

    var ran = run("mail-check", "localhost", "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.json().path("state").asText()).isEqualTo("failed");
    assertThat(ran.json().path("checks").get(2).path("record").path("name").asText())
        .isEqualTo("mailjet._domainkey.register.example.com");
    APP.mailjet.rest().reset();
  }

  @Test
  void a_server_is_checked_for_its_own_sender() {
    var shop = APP.newServer("\"mail_from\": \"hello@shop.example\"").name();

    assertThat(run("mail-check", shop, "--json").json().path("sender").asText())
        .isEqualTo("hello@shop.example");
    assertThat(run("mail-check", "nowhere").err().strip())
        .isEqualTo("There is no server of this name.");
  }
}

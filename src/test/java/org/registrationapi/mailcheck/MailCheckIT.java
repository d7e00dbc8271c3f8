package org.registrationapi.mailcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.registrationapi.kit.MailjetRestStub.callbacks;
import static org.registrationapi.kit.MailjetRestStub.check;
import static org.registrationapi.kit.MailjetRestStub.data;
import static org.registrationapi.kit.MailjetRestStub.dns;
import static org.registrationapi.kit.MailjetRestStub.sender;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.registrationapi.kit.DnsStub;
import org.registrationapi.kit.MailjetRestStub.Resource;
import org.registrationapi.kit.MailjetStub;
import org.registrationapi.kit.MailjetStub.Answer;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.logs.LogFormat;
import org.registrationapi.testing.LogLines;
import org.registrationapi.testing.MailRows;
import org.registrationapi.testing.TestApp;

/** The checks before the first mail is lost, with stubs of Mailjet, an SMTP server and DNS. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("applications")
class MailCheckIT {
  private static final String PATH = "/servers/localhost/mail-check";
  private static final String EVENTS =
      "https://mailjet:the-password-of-the-events%3A%20%C3%A9@register.example.com/mailjet/events";

  private final MailjetStub mailjet = new MailjetStub();
  private final DnsStub dns = new DnsStub();

  @BeforeEach
  void let_all_be_well() {
    mailjet
        .rest()
        .answer(Resource.EVENTS, callbacks(EVENTS, "alive", "sent", "bounce", "blocked", "spam"));
    dns.answer("_dmarc.register.example.com", "v=DMARC1; p=reject");
  }

  @AfterEach
  void stop() {
    mailjet.close();
    dns.close();
  }

  private TestApp start(Map<String, String> settings) {
    var all = new HashMap<>(mailjet.settings());
    all.put("DNS_SERVER", dns.setting());
    all.putAll(settings);
    return TestApp.start(all);
  }

  private static String states(JsonNode check) {
    return check
        .path("checks")
        .valueStream()
        .map(one -> one.path("name").asText() + " " + one.path("state").asText())
        .collect(Collectors.joining(", "));
  }

  private static JsonNode result(JsonNode check, String name) {
    return check
        .path("checks")
        .valueStream()
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void all_is_well() {
    try (var app = start(Map.of())) {
      var check = app.admin().get(PATH).json();

      assertThat(states(check))
          .isEqualTo("sender ok, spf ok, dkim ok, dmarc ok, events ok, click_tracking ok");
      assertThat(check.path("state").asText()).isEqualTo("ok");
      assertThat(check.path("provider").asText()).isEqualTo("mailjet");
      assertThat(check.path("sender").asText()).isEqualTo("hello@register.example.com");
      assertThat(result(check, "dkim").path("to_do").isNull()).isTrue();
      assertThat(app.admin().get("/status").body())
          .contains("Will mails arrive?", "There is nothing to do.")
          .doesNotContain("Mails may be lost");
    }
  }

  @Test
  void a_result_is_kept_so_that_Mailjet_is_not_asked_each_time() {
    try (var app = start(Map.of())) {
      var first = app.admin().get(PATH).json();
      var calls = mailjet.rest().calls().size();

      assertThat(app.admin().get(PATH).json()).isEqualTo(first);
      app.admin().get("/status");

      assertThat(mailjet.rest().calls()).hasSize(calls);
    }
  }

  @Test
  void the_admin_key_is_needed_and_a_server_of_that_name() {
    try (var app = start(Map.of())) {
      assertThat(app.anybody().get(PATH).code()).isEqualTo("key_required");
      assertThat(app.http().get(PATH).code()).isEqualTo("key_not_allowed");
      assertThat(app.admin().get("/servers/nowhere/mail-check").code())
          .isEqualTo("server_not_found");
    }
  }

  @Test
  void a_server_with_its_own_sender_is_checked_for_that() {
    try (var app = start(Map.of())) {
      var shop = app.newServer("\"mail_from\": \"hello@shop.example\"").name();

      var check = app.admin().get("/servers/" + shop + "/mail-check").json();

      assertThat(check.path("sender").asText()).isEqualTo("hello@shop.example");
      assertThat(result(check, "sender").path("state").asText()).isEqualTo("failed");
      assertThat(result(check, "dmarc").path("record").path("name").asText())
          .isEqualTo("_dmarc.shop.example");
      assertThat(app.admin().get("/status?server=" + shop).body())
          .contains("hello@shop.example is not a sender of the Mailjet account")
          .contains("Mails may be lost, see the checks below: Sender.");
      assertThat(app.admin().get("/status").body()).doesNotContain("Mails may be lost");
    }
  }

  @Test
  void faults_have_what_to_do_with_the_record_to_publish() {
    mailjet.rest().answer(Resource.SENDER, data(sender("*@register.example.com", "Inactive")));
    mailjet.rest().answer(Resource.DNS, dns("Not checked", "Not checked"));
    mailjet.rest().answer(Resource.DNS_CHECK, check("Error", "none", "Error", "no DKIM record"));
    try (var app = start(Map.of())) {
      var check = app.admin().get(PATH).json();

      assertThat(states(check))
          .isEqualTo(
              "sender failed, spf failed, dkim failed, dmarc ok, events ok, click_tracking ok");
      assertThat(result(check, "dkim").path("found").asText())
          .isEqualTo("Mailjet finds no right DKIM key of register.example.com: no DKIM record.");
      assertThat(result(check, "dkim").path("record").path("value").asText())
          .startsWith("k=rsa; p=MIGf");
      assertThat(result(check, "sender").path("record").path("name").asText())
          .isEqualTo("mailjet._0123abcd.register.example.com");
      assertThat(app.admin().get("/status").body())
          .contains("Mails may be lost, see the checks below: Sender, SPF, DKIM.")
          .contains("<code>mailjet._domainkey.register.example.com</code>");
    }
  }

  @Test
  void each_fault_is_logged_once_at_the_start_and_counted() {
    mailjet.rest().answer(Resource.DNS_CHECK, check("OK", "", "Error", "no DKIM record"));
    var lines = new CopyOnWriteArrayList<String>();
    try (var logs = LogLines.to(lines::add, LogFormat.TEXT);
        var app = start(Map.of())) {
      await()
          .until(
              () -> app.admin().get("/metrics").body(),
              metrics -> metrics.contains("\nregistration_mail_checks_failed 1.0\n"));

      assertThat(logs).isNotNull();
      assertThat(lines.stream().filter(line -> line.contains("mail check: Mailjet finds no")))
          .singleElement()
          .asString()
          .contains("WARN")
          .contains("Mailjet finds no right DKIM key of register.example.com: no DKIM record.")
          .contains("Publish this record at the DNS provider of register.example.com.");
    }
  }

  @Test
  void the_senders_of_servers_are_checked_at_the_start_too() {
    var lines = new CopyOnWriteArrayList<String>();
    try (var first = start(Map.of())) {
      first.newServer("\"mail_from\": \"hello@shop.example\"");
      try (var logs = LogLines.to(lines::add, LogFormat.TEXT);
          var second = TestApp.startOn(first.databaseUrl, settings())) {
        var found = "h***@shop.example is not a sender of the Mailjet account";
        await().until(() -> lines.stream().anyMatch(line -> line.contains(found)));

        assertThat(logs).isNotNull();
        assertThat(second.port()).isPositive();
        assertThat(String.join("\n", lines)).doesNotContain("hello@");
      }
    }
  }

  private Map<String, String> settings() {
    var all = new HashMap<>(mailjet.settings());
    all.put("DNS_SERVER", dns.setting());
    return all;
  }

  @Test
  void a_refused_key_is_a_fault_and_the_key_is_not_shown() {
    mailjet.rest().answerAll(call -> new Answer(401, "{\"ErrorMessage\":\"public:private\"}"));
    try (var app = start(Map.of())) {
      var answer = app.admin().get(PATH);

      assertThat(states(answer.json()))
          .isEqualTo(
              "sender failed, spf unknown, dkim unknown, dmarc ok, events unknown, click_tracking ok");
      assertThat(answer.body()).doesNotContain("public:private", "the-password-of-the-events");
    }
  }

  @Test
  void a_silent_provider_and_a_silent_DNS_delay_neither_the_start_nor_mails() {
    var end = new CountDownLatch(1);
    mailjet.rest().beSilentUntil(end);
    dns.beSilent("_dmarc.register.example.com");
    try (var app = start(Map.of())) {
      var address = TestApp.newAddress();

      assertThat(app.anybody().get("/health/ready").status()).isEqualTo(200);
      assertThat(app.register(address).status()).isEqualTo(201);
      await().until(() -> !mailjet.messagesTo(address).isEmpty());
      assertThat(app.admin().get("/status").status()).isEqualTo(200);

      end.countDown();
      assertThat(app.admin().get(PATH).status()).isEqualTo(200);
    }
  }

  @Test
  void the_last_event_and_the_newest_mail_are_looked_at() {
    mailjet.answer(call -> new Answer(200, data("{\"ID\":1,\"IsClickTracked\":true}")));
    try (var app = start(Map.of())) {
      app.admin().get(PATH); // the check of the start is over
      assertThat(app.events().post("/mailjet/events", "[]").status()).isEqualTo(200);
      assertThat(
              app.query("select time_last > now() - interval '1 minute' from mail_event_arrival"))
          .isEqualTo("t");
      app.sql("update mail_event_arrival set time_last = now() - interval '30 minutes'");
      MailRows.insert(app, 1);
      app.sql("update mails set status = 'sent', time_sent = now() - interval '20 minutes'");
      try (var other = TestApp.startOn(app.databaseUrl, settings())) {
        var check = other.admin().get(PATH).json();

        assertThat(result(check, "events").path("found").asText())
            .startsWith("No event has come since 20")
            .endsWith(", although mails were sent.");
        assertThat(result(check, "click_tracking").path("state").asText()).isEqualTo("failed");
      }
    }
  }

  @Test
  void with_an_SMTP_server_DNS_is_asked() {
    try (var smtp = new SmtpStub(letter -> {})) {
      dns.answer("register.example.com", "v=spf1 mx -all");
      dns.answer("s1._domainkey.register.example.com", "v=DKIM1; p=MIGf");
      var settings = new HashMap<>(smtp.settings());
      settings.put("MAIL_DKIM_SELECTOR", "s1");
      try (var app = start(settings)) {
        var check = app.admin().get(PATH).json();

        assertThat(states(check))
            .isEqualTo(
                "sender unknown, spf ok, dkim ok, dmarc ok, events unknown, click_tracking unknown");
        assertThat(check.path("provider").asText()).isEqualTo("smtp");
        assertThat(mailjet.rest().calls()).isEmpty();
      }
    }
  }

  @Test
  void without_a_provider_the_check_says_so() {
    try (var app = start(Map.of("MJ_APIKEY_PUBLIC", "", "MJ_APIKEY_PRIVATE", ""))) {
      var check = app.admin().get(PATH).json();

      assertThat(states(check)).isEqualTo("provider warning");
      assertThat(check.path("provider").asText()).isEqualTo("mailbox");
      assertThat(check.path("sender").isNull()).isTrue();
      assertThat(app.admin().get("/status").body()).doesNotContain("Will mails arrive?");
    }
  }

  @Test
  void an_outage_is_no_fault() {
    mailjet.rest().answerAll(call -> new Answer(500, "down"));
    dns.reset();
    dns.fail("_dmarc.register.example.com", org.xbill.DNS.Rcode.SERVFAIL);
    try (var app = start(Map.of())) {
      var check = app.admin().get(PATH).json();

      assertThat(states(check))
          .isEqualTo(
              "sender unknown, spf unknown, dkim unknown, dmarc unknown, events unknown, click_tracking ok");
      assertThat(check.path("state").asText()).isEqualTo("unknown");
      assertThat(app.admin().get("/status").body()).contains("There is nothing to do.");
    }
  }
}

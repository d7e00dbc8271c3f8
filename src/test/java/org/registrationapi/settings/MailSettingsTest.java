package org.registrationapi.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.settings.SettingsExamples.ALL;
import static org.registrationapi.settings.SettingsExamples.NONE;
import static org.registrationapi.settings.SettingsExamples.SENDER;
import static org.registrationapi.settings.SettingsExamples.SMTP;
import static org.registrationapi.settings.SettingsExamples.but;
import static org.registrationapi.settings.SettingsExamples.faults;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.MailSettings.Smtp;

/** The settings of mails: Mailjet or an SMTP server, its events, and the checks in the DNS. */
class MailSettingsTest {
  @Test
  void a_missing_mail_provider_is_a_warning_outside_development() {
    var production =
        Map.of("DATABASE_URL", "jdbc:postgresql://db/REG_API", "DATABASE_PASSWORD", "x");

    assertThat(Settings.read(production).mailWarning().orElseThrow())
        .contains("neither MJ_APIKEY_PUBLIC nor SMTP_URL is set");
    assertThat(Settings.read(Map.of("PUBLIC_URL", "https://register.example.com")).mailWarning())
        .isPresent();
    assertThat(Settings.read(NONE).mailWarning()).isEmpty();
    assertThat(Settings.read(ALL).mailWarning()).isEmpty();
  }

  @Test
  void Mailjet_needs_both_keys_and_a_sender() {
    assertThat(faults(but(ALL, "MJ_APIKEY_PUBLIC", null)))
        .containsExactly("MJ_APIKEY_PUBLIC is required with MJ_APIKEY_PRIVATE");
    assertThat(faults(but(ALL, "MJ_APIKEY_PRIVATE", null)))
        .containsExactly("MJ_APIKEY_PRIVATE is required with MJ_APIKEY_PUBLIC");
    assertThat(faults(but(ALL, "MAIL_FROM", null)))
        .containsExactly("MAIL_FROM is required with Mailjet: a sender address validated there");
  }

  @Test
  void Mailjet_is_not_used_without_both_keys() {
    var settings = Settings.read(but(ALL, "MJ_APIKEY_PUBLIC", null, "MJ_APIKEY_PRIVATE", null));

    assertThat(settings.mail().isSending()).isFalse();
  }

  @Test
  void the_Mailjet_URL_has_a_default_and_the_sender_name_is_optional() {
    var settings = Settings.read(but(ALL, "MAILJET_URL", null, "MAIL_FROM_NAME", null));
    var mailjet = settings.mail().mailjet().orElseThrow();

    assertThat(mailjet.url()).isEqualTo(URI.create("https://api.mailjet.com"));
    assertThat(mailjet.sender().name()).isEmpty();
  }

  @Test
  void an_address_gets_one_mail_a_minute_and_five_a_day_with_Mailjet_by_default() {
    assertThat(Settings.read(but(ALL, "MAILS_PER_ADDRESS", null)).mailLimits().perDay())
        .isEqualTo(5);
    assertThat(Settings.read(but(ALL, "MAIL_ADDRESS_INTERVAL", null)).mailLimits().interval())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void Mailjets_events_can_arrive_only_from_Mailjet_and_with_their_settings() {
    var mailjet =
        Map.of(
            "MJ_APIKEY_PUBLIC", "a", "MJ_APIKEY_PRIVATE", "b", "MAIL_FROM", "no-reply@example.com");

    assertThat(Settings.read(ALL).noEventsReason()).isEmpty();
    assertThat(Settings.read(mailjet).noEventsReason().orElseThrow())
        .contains("MAILJET_EVENTS_USER");
    assertThat(Settings.read(SMTP).noEventsReason().orElseThrow()).contains("SMTP");
    assertThat(Settings.read(NONE).noEventsReason()).contains("no mail is sent");
  }

  @Test
  void the_user_and_the_password_of_events_require_each_other() {
    assertThat(faults(but(ALL, "MAILJET_EVENTS_USER", null)))
        .containsExactly("MAILJET_EVENTS_USER is required with MAILJET_EVENTS_PASSWORD");
    assertThat(faults(but(ALL, "MAILJET_EVENTS_PASSWORD", null)))
        .containsExactly("MAILJET_EVENTS_PASSWORD is required with MAILJET_EVENTS_USER");
  }

  @Test
  void the_SMTP_server_is_read_with_its_user_and_password() {
    var mail = Settings.read(SMTP).mail();

    assertThat(mail.mailjet()).isEmpty();
    assertThat(mail.smtp())
        .contains(
            new Smtp(
                "smtp.example.com",
                465,
                Encryption.TLS,
                Optional.of(new Login("mailer@shop.example", new Secret("hidden-smtp"))),
                SENDER));
  }

  @Test
  void the_SMTP_server_and_Mailjet_exclude_each_other() {
    var both =
        "SMTP_URL and Mailjet's keys are both set; remove SMTP_URL to send through Mailjet, or"
            + " MJ_APIKEY_PUBLIC and MJ_APIKEY_PRIVATE to send through the SMTP server";

    assertThat(faults(but(ALL, "SMTP_URL", SMTP.get("SMTP_URL")))).containsExactly(both);
    assertThat(faults(but(SMTP, "MJ_APIKEY_PUBLIC", "mailjet-public")))
        .contains(both)
        .contains("MJ_APIKEY_PRIVATE is required with MJ_APIKEY_PUBLIC");
  }

  @Test
  void the_SMTP_server_needs_a_sender() {
    assertThat(faults(but(SMTP, "MAIL_FROM", null)))
        .containsExactly("MAIL_FROM is required with SMTP_URL: the sender's address");
  }

  @Test
  void an_address_gets_one_mail_a_minute_through_the_SMTP_server_by_default() {
    assertThat(Settings.read(but(SMTP, "MAIL_ADDRESS_INTERVAL", null)).mailLimits().interval())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "9.9.9.9, /9.9.9.9:53",
    "127.0.0.1:5353, /127.0.0.1:5353",
    "2001:db8::1, /[2001:db8:0:0:0:0:0:1]:53",
    "[::1]:5353, /[0:0:0:0:0:0:0:1]:5353"
  })
  void a_DNS_server_has_the_usual_port_unless_one_is_given(String text, String server) {
    var settings = Settings.read(but(ALL, "DNS_SERVER", text));

    assertThat(settings.mailCheck().dnsServer().orElseThrow()).hasToString(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dns.example", "9.9.9", "9.9.9.9:0", "9.9.9.9:65536", "9.9.9.9:", ":53"})
  void a_DNS_server_that_is_no_address_is_refused(String text) {
    assertThat(faults(but(ALL, "DNS_SERVER", text)))
        .containsExactly("DNS_SERVER must be an address such as 9.9.9.9 or 127.0.0.1:5353");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s1._domainkey.shop.example.com.x", "s 1", "-", ".s1", "s1/"})
  void a_DKIM_selector_that_is_no_name_is_refused(String text) {
    assertThat(faults(but(ALL, "MAIL_DKIM_SELECTOR", text)))
        .containsExactly("MAIL_DKIM_SELECTOR must be a name such as s1, without ._domainkey");
  }
}

package org.registrationapi.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.smtp.SmtpTests.mail;

import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.kit.SmtpStub.Tls;
import org.registrationapi.testing.TestCertificate;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailTransport.Result;
import org.registrationapi.transport.Outcome;

/** The server has to prove who it is before it gets anything. */
class SmtpTlsTest {
  private static final SSLSocketFactory RIGHT = TestCertificate.of("ip:127.0.0.1").sockets();
  private static final SSLSocketFactory OTHER_HOST =
      TestCertificate.of("dns:smtp.example.com").sockets();
  private static final SSLSocketFactory NOTHING_TRUSTED =
      (SSLSocketFactory) SSLSocketFactory.getDefault();
  private static final String NOT_PROVEN =
      "TLS with the SMTP server failed; its certificate has to be trusted and for its host";

  private static Result send(SmtpStub stub, Tls tls, SSLSocketFactory trust) {
    var encryption = tls == Tls.AT_ONCE ? Encryption.TLS : Encryption.STARTTLS;
    return SmtpTests.transport(stub, encryption, trust, SmtpTimes.USUAL)
        .send(List.of(mail("ada@example.com")));
  }

  private static Result later(String reason) {
    return Result.of(List.of(new Outcome.Retry(reason, false)));
  }

  private static void assertNothingWasSaid(SmtpStub stub) {
    assertThat(stub.commands()).noneMatch(command -> command.matches("[0-9]+ (AUTH|MAIL).*"));
    assertThat(stub.letters()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_ONCE", "STARTTLS"})
  void a_server_with_a_trusted_certificate_for_its_host_gets_the_mail(Tls tls) {
    try (var stub = new SmtpStub(tls, RIGHT, letter -> {})) {
      assertThat(send(stub, tls, RIGHT)).isEqualTo(Result.of(List.of(new Outcome.Sent())));
      assertThat(stub.letters()).extracting(SmtpStub.Letter::to).containsExactly("ada@example.com");
    }
  }

  @Test
  void STARTTLS_comes_before_the_password_and_the_mail() {
    try (var stub = new SmtpStub(Tls.STARTTLS, RIGHT, letter -> {})) {
      send(stub, Tls.STARTTLS, RIGHT);

      assertThat(stub.commands())
          .startsWith(
              "1 CONNECT",
              "1 EHLO register.example.com",
              "1 STARTTLS",
              "1 EHLO register.example.com",
              "1 AUTH",
              "1 MAIL FROM:<hello@register.example.com>");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_ONCE", "STARTTLS"})
  void a_server_with_a_certificate_for_another_host_gets_nothing(Tls tls) {
    try (var stub = new SmtpStub(tls, OTHER_HOST, letter -> {})) {
      assertThat(send(stub, tls, OTHER_HOST)).isEqualTo(later(NOT_PROVEN));
      assertNothingWasSaid(stub);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AT_ONCE", "STARTTLS"})
  void a_server_whose_certificate_is_not_trusted_gets_nothing(Tls tls) {
    try (var stub = new SmtpStub(tls, RIGHT, letter -> {})) {
      assertThat(send(stub, tls, NOTHING_TRUSTED)).isEqualTo(later(NOT_PROVEN));
      assertNothingWasSaid(stub);
    }
  }

  @Test
  void a_server_without_STARTTLS_gets_nothing() {
    try (var stub = new SmtpStub(letter -> {})) {
      assertThat(send(stub, Tls.STARTTLS, RIGHT))
          .isEqualTo(later("the SMTP server does not offer STARTTLS, so nothing was sent to it"));
      assertNothingWasSaid(stub);
    }
  }

  @Test
  void a_server_that_refuses_STARTTLS_gets_nothing() {
    try (var stub = new SmtpStub(Tls.STARTTLS, RIGHT, letter -> {})) {
      stub.answer(command -> command.equals("STARTTLS") ? "454 4.7.0 TLS not available" : "");

      assertThat(send(stub, Tls.STARTTLS, RIGHT))
          .isEqualTo(later("the SMTP server refused the connection (454 4.7.0)"));
      assertNothingWasSaid(stub);
    }
  }

  @Test
  void smtps_to_a_port_without_TLS_sends_nothing() {
    try (var stub = new SmtpStub(letter -> {})) {
      assertThat(send(stub, Tls.AT_ONCE, RIGHT))
          .isEqualTo(later("TLS with the SMTP server failed; smtps needs a port with TLS"));
      assertNothingWasSaid(stub);
    }
  }

  @Test
  void a_server_that_knows_no_way_to_sign_in_gets_no_mail_and_the_senders_pause() {
    try (var stub = new SmtpStub(Tls.AT_ONCE, RIGHT, letter -> {})) {
      for (var extensions : List.of("250 stub", "250-stub\r\n250 AUTH GSSAPI")) {
        stub.answer(command -> command.startsWith("EHLO") ? extensions : "");

        assertThat(send(stub, Tls.AT_ONCE, RIGHT).pause().orElseThrow().reason())
            .isEqualTo(
                "the SMTP server does not accept the user and password"
                    + " (it offers no way to sign in that we know)");
        assertNothingWasSaid(stub);
      }
    }
  }
}

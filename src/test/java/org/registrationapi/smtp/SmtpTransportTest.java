package org.registrationapi.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.smtp.SmtpTests.COMPOSER;
import static org.registrationapi.smtp.SmtpTests.mail;
import static org.registrationapi.smtp.SmtpTests.uncertain;

import jakarta.mail.internet.MimeUtility;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.kit.SmtpStub;
import org.registrationapi.transport.MailPause;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Smtp;
import org.registrationapi.transport.MailTransport.Result;
import org.registrationapi.transport.Outcome;

/** Mails on one connection: what is sent, and what happens when the server is slow. */
@Execution(ExecutionMode.CONCURRENT)
class SmtpTransportTest {
  /** Long enough for every reply of the stub; the tests that wait for its end run side by side. */
  private static final Duration READ = Duration.ofSeconds(5);

  private static final Duration LONG = Duration.ofHours(1);
  private static final Outcome SENT = new Outcome.Sent();
  private static final Outcome NOT_TRIED = new Outcome.NotTried();
  private static final Outcome LOST =
      new Outcome.Retry("the connection to the SMTP server was lost", false);

  private final SmtpStub stub = new SmtpStub(letter -> {});

  @AfterEach
  void stop() {
    stub.close();
  }

  private SmtpTransport transport(SmtpTimes times) {
    var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return SmtpTests.transport(stub, Encryption.NONE, tls, times);
  }

  @Test
  void a_mail_has_its_sender_both_parts_and_a_Message_ID_made_of_its_id() throws Exception {
    var mail =
        mail("ada@example.com", "shop@café.example", "Le Café, Zürich", "help@café.example", false);
    var content = COMPOSER.compose(mail);

    assertThat(transport(SmtpTimes.USUAL).send(List.of(mail))).isEqualTo(Result.of(List.of(SENT)));

    var letter = stub.letters().get(0);
    assertThat(letter.from()).isEqualTo("shop@xn--caf-dma.example");
    assertThat(letter.to()).isEqualTo("ada@example.com");
    var message = ParsedMail.of(letter.text());
    assertThat(MimeUtility.decodeText(message.header("From")))
        .isEqualTo("Le Café, Zürich <shop@xn--caf-dma.example>");
    assertThat(message.header("To")).isEqualTo("ada@example.com");
    assertThat(message.header("Reply-To")).isEqualTo("help@xn--caf-dma.example");
    assertThat(message.message().getSubject()).isEqualTo(content.subject());
    assertThat(message.header("Message-ID")).isEqualTo("<" + mail.id() + "@xn--caf-dma.example>");
    assertThat(message.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(message.header("Date")).matches("[A-Z][a-z]{2}, [0-9]{1,2} .* \\+0000");
    assertThat(message.header("MIME-Version")).isEqualTo("1.0");
    assertThat(message.header("Content-Type")).startsWith("multipart/alternative;");
    assertThat(message.type(0)).isEqualTo("text/plain; charset=UTF-8");
    assertThat(message.type(1)).isEqualTo("text/html; charset=UTF-8");
    assertThat(message.part(0)).isEqualTo(content.text());
    assertThat(message.part(1)).isEqualTo(content.html());
  }

  @Test
  void a_mail_is_by_default_from_the_sender_of_the_settings_in_the_servers_name() throws Exception {
    transport(SmtpTimes.USUAL).send(List.of(mail("ada@example.com")));

    var message = ParsedMail.of(stub.letters().get(0).text());
    assertThat(MimeUtility.decodeText(message.header("From")))
        .isEqualTo("Le Café <hello@register.example.com>");
    assertThat(message.header("Reply-To")).isNull();
  }

  @Test
  void a_message_sent_again_has_the_same_Message_ID() {
    var mail = mail("ada@example.com");

    transport(SmtpTimes.USUAL).send(List.of(mail));
    transport(SmtpTimes.USUAL).send(List.of(mail));

    assertThat(stub.letters())
        .extracting(letter -> ParsedMail.of(letter.text()).header("Message-ID"))
        .containsExactly(
            "<" + mail.id() + "@register.example.com>", "<" + mail.id() + "@register.example.com>");
  }

  @Test
  void the_mails_of_a_call_go_through_one_connection_that_is_signed_in_once() {
    var result =
        transport(SmtpTimes.USUAL)
            .send(List.of(mail("a@example.com"), mail("b@example.com"), mail("c@example.com")));

    assertThat(result).isEqualTo(Result.of(List.of(SENT, SENT, SENT)));
    assertThat(stub.letters())
        .extracting(letter -> letter.connection() + " " + letter.to())
        .containsExactly("1 a@example.com", "1 b@example.com", "1 c@example.com");
    assertThat(stub.commands()).containsOnlyOnce("1 AUTH").contains("1 EHLO register.example.com");
  }

  @Test
  void without_a_user_it_does_not_sign_in() {
    stub.answer(command -> command.startsWith("MAIL") ? "250 ok" : "");
    var server =
        new Smtp("localhost", stub.port(), Encryption.NONE, Optional.empty(), SmtpTests.SENDER);
    var transport = new SmtpTransport(COMPOSER, server, SmtpTests.PUBLIC_URL);

    assertThat(transport.send(List.of(mail("a@example.com")))).isEqualTo(Result.of(List.of(SENT)));
    assertThat(stub.commands()).doesNotContain("1 AUTH");
  }

  @Test
  void after_a_refusal_the_connection_is_used_for_the_other_mails() {
    stub.answer(
        command ->
            switch (command) {
              case "RCPT TO:<b@example.com>" -> "550 5.1.1 <b@example.com>: no such user";
              case "RCPT TO:<c@example.com>" -> "450 4.2.0 <c@example.com>: Greylisted";
              default -> "";
            });

    var result =
        transport(SmtpTimes.USUAL)
            .send(
                List.of(
                    mail("a@example.com"),
                    mail("b@example.com"),
                    mail("c@example.com"),
                    mail("d@example.com")));

    assertThat(result)
        .isEqualTo(
            Result.of(
                List.of(
                    SENT,
                    new Outcome.Failed("550 5.1.1 <…>: no such user"),
                    new Outcome.Retry("450 4.2.0 <…>: Greylisted", false),
                    SENT)));
    assertThat(stub.letters()).extracting(SmtpStub.Letter::connection).containsOnly(1);
  }

  @Test
  void if_the_server_falls_silent_before_the_message_nothing_was_sent() {
    stub.answer(sent -> sent.startsWith("DATA") ? SmtpStub.SILENCE : "");
    var times = new SmtpTimes(LONG, READ, LONG, LONG, LONG);

    var result = transport(times).send(List.of(mail("a@example.com"), mail("b@example.com")));

    assertThat(result).isEqualTo(Result.of(List.of(LOST, LOST)));
    assertThat(stub.letters()).isEmpty();
  }

  @Test
  void if_the_server_falls_silent_before_it_lets_us_sign_in_the_mails_wait() {
    stub.answer(sent -> sent.equals("AUTH") ? SmtpStub.SILENCE : "");
    var times = new SmtpTimes(LONG, READ, LONG, LONG, LONG);

    assertThat(transport(times).send(List.of(mail("a@example.com"))))
        .isEqualTo(Result.of(List.of(new Outcome.Retry("the SMTP server did not answer", false))));
  }

  @Test
  void if_the_server_falls_silent_after_the_message_it_may_have_it_and_the_others_go_later() {
    stub.answer(sent -> sent.equals(".") ? SmtpStub.SILENCE : "");
    var times = new SmtpTimes(LONG, READ, LONG, LONG, LONG);

    var result = transport(times).send(List.of(mail("a@example.com"), mail("b@example.com")));

    assertThat(result.outcomes())
        .containsExactly(new Outcome.Retry("the SMTP server did not confirm it", true), LOST);
  }

  @Test
  void after_a_mail_was_answered_those_behind_a_lost_connection_are_due_at_once() {
    stub.answer(command -> command.equals("RCPT TO:<b@example.com>") ? SmtpStub.CUT : "");

    var result =
        transport(SmtpTimes.USUAL)
            .send(List.of(mail("a@example.com"), mail("b@example.com"), mail("c@example.com")));

    assertThat(result).isEqualTo(Result.of(List.of(SENT, LOST, NOT_TRIED)));
  }

  @Test
  void a_mail_whose_result_stays_unknown_is_given_up_after_the_second_time() {
    stub.answer(command -> command.equals(".") ? SmtpStub.CUT : "");

    assertThat(transport(SmtpTimes.USUAL).send(List.of(uncertain("a@example.com"))).outcomes())
        .containsExactly(
            new Outcome.Failed("the SMTP server confirmed it neither time; it may have arrived"));
  }

  @Test
  void a_mail_stays_uncertain_while_it_cannot_be_sent_again() {
    var mail = uncertain("a@example.com");
    stub.answer(command -> command.startsWith("RCPT") ? "450 4.2.0 later" : "");
    assertThat(transport(SmtpTimes.USUAL).send(List.of(mail)).outcomes())
        .containsExactly(new Outcome.Retry("450 4.2.0 later", true));

    var nobody = new Smtp("127.0.0.1", 1, Encryption.NONE, Optional.empty(), SmtpTests.SENDER);
    var transport = new SmtpTransport(COMPOSER, nobody, SmtpTests.PUBLIC_URL);

    assertThat(transport.send(List.of(mail)).outcomes())
        .containsExactly(new Outcome.Retry("the SMTP server cannot be reached", true));
  }

  @Test
  void the_connection_is_cut_when_the_time_of_the_call_is_over() {
    stub.answer(command -> command.equals("CONNECT") ? SmtpStub.SILENCE : "");
    var times = new SmtpTimes(LONG, LONG, LONG, LONG, Duration.ofMillis(300));

    assertThat(transport(times).send(List.of(mail("a@example.com"))).outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void a_call_that_takes_long_begins_no_further_mail() {
    var times = new SmtpTimes(LONG, LONG, LONG, Duration.ZERO, LONG);

    assertThat(transport(times).send(List.of(mail("a@example.com"), mail("b@example.com"))))
        .isEqualTo(Result.of(List.of(SENT, NOT_TRIED)));
  }

  /** The lease of the mails is 90 s. */
  @Test
  void a_call_ends_before_the_lease_of_its_mails() {
    assertThat(SmtpTimes.USUAL.whole().toSeconds()).isLessThan(80);
  }

  @ParameterizedTest
  @CsvSource({"CONNECT, 554 5.3.2 no service", "AUTH, 454 4.7.0 not now"})
  void a_connection_that_is_refused_is_tried_again(String command, String reply) {
    stub.answer(sent -> sent.equals(command) ? reply : "");

    assertThat(transport(SmtpTimes.USUAL).send(List.of(mail("a@example.com"))))
        .isEqualTo(
            Result.of(
                List.of(
                    new Outcome.Retry(
                        "the SMTP server refused the connection (" + reply.substring(0, 9) + ")",
                        false))));
  }

  @ParameterizedTest
  @CsvSource({"CONNECT", "AUTH"})
  void a_reply_421_before_a_mail_pauses_the_senders(String command) {
    stub.answer(sent -> sent.equals(command) ? "421 4.3.2 closing" : "");

    var result = transport(SmtpTimes.USUAL).send(List.of(mail("a@example.com")));

    assertThat(result.outcomes()).containsExactly(NOT_TRIED);
    assertThat(result.pause())
        .contains(
            new MailPause(
                MailPause.Kind.RATE_LIMITED, "the SMTP server asks us to come later (421 4.3.2)"));
  }

  @ParameterizedTest
  @CsvSource({"MAIL", "RCPT", "DATA"})
  void a_reply_421_to_a_mail_ends_the_call_and_the_mails_wait(String command) {
    stub.answer(sent -> sent.startsWith(command) ? "421 4.3.2 closing" : "");

    var result =
        transport(SmtpTimes.USUAL)
            .send(List.of(mail("a@example.com"), mail("b@example.com"), mail("c@example.com")));

    assertThat(result)
        .isEqualTo(Result.of(List.of(new Outcome.Retry("421 4.3.2 closing", false), LOST, LOST)));
    assertThat(stub.letters()).isEmpty();
  }

  @Test
  void a_refusal_counts_although_the_server_falls_silent_after_it() {
    stub.answer(
        command ->
            switch (command) {
              case "." -> "554 5.7.1 spam";
              case "RSET" -> SmtpStub.SILENCE;
              default -> "";
            });
    var times = new SmtpTimes(LONG, READ, LONG, LONG, LONG);

    assertThat(transport(times).send(List.of(mail("a@example.com"), mail("b@example.com"))))
        .isEqualTo(Result.of(List.of(new Outcome.Failed("554 5.7.1 spam"), NOT_TRIED)));
  }
}

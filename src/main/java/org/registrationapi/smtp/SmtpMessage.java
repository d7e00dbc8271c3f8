package org.registrationapi.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailContent;
import org.registrationapi.transport.MailSettings.Sender;
import org.registrationapi.transport.MailTransport;

/** A mail in the format of RFC 5322. If it is sent again it has the same Message-ID. */
final class SmtpMessage extends MimeMessage {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final String id;

  private SmtpMessage(String id) {
    super((Session) null);
    this.id = id;
  }

  /** The message of a mail. */
  static SmtpMessage of(Mail mail, MailContent content, Sender sender) {
    try {
      return create(mail, content, sender);
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new IllegalStateException("a mail cannot be written", e); // its parts were checked
    }
  }

  private static SmtpMessage create(Mail mail, MailContent content, Sender sender)
      throws MessagingException, UnsupportedEncodingException {
    var from = route(sender.addressOf(mail));
    var message = new SmtpMessage("<" + mail.id() + from.substring(from.lastIndexOf('@')) + ">");
    message.setFrom(address(from, sender.nameOf(mail)));
    message.setRecipient(RecipientType.TO, address(mail.recipient(), null));
    if (mail.mailReplyTo() != null)
      message.setReplyTo(new Address[] {address(route(mail.mailReplyTo()), null)});
    message.setSubject(content.subject(), UTF_8.name());
    message.setHeader("Date", ZonedDateTime.now(Clock.systemUTC()).format(DATE));
    for (var header : MailTransport.HEADERS.entrySet())
      message.setHeader(header.getKey(), header.getValue());
    var text = new MimeBodyPart();
    text.setText(content.text(), UTF_8.name());
    var html = new MimeBodyPart();
    html.setText(content.html(), UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  /** SMTP without extensions has ASCII only; the recipient is in this form already. */
  private static String route(String email) {
    return EmailAddress.parse(email).route();
  }

  /** Not parsed, because the library's syntax of addresses is not ours; ours was checked. */
  private static InternetAddress address(String email, String name)
      throws UnsupportedEncodingException {
    var address = new InternetAddress();
    address.setAddress(email);
    address.setPersonal(name, UTF_8.name());
    return address;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}

package org.registrationapi.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.registrationapi.testing.Leaks;
import org.registrationapi.testing.TestApp.ReceivedMail;
import org.registrationapi.testing.TestHttp;

/** A received message as a mail program reads it. */
record ParsedMail(MimeMessage message) {
  static ParsedMail of(String text) {
    try {
      var input = new ByteArrayInputStream(text.getBytes(UTF_8));
      return new ParsedMail(new MimeMessage((Session) null, input));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells the search for leaks which secrets are in the message. */
  static void learnSecrets(String text) {
    Leaks.ofThisRun().learnMail(of(text).part(0));
  }

  /** A header as it was sent; null if there is none. */
  String header(String name) {
    try {
      return message.getHeader(name, null);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The type of a part, without the names of its parameters. */
  String type(int index) {
    try {
      return parts().getBodyPart(index).getContentType();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of a part: 0 is the plain one, 1 is HTML. */
  String part(int index) {
    try {
      return ((String) parts().getBodyPart(index).getContent()).replace("\r\n", "\n");
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MimeMultipart parts() {
    try {
      return (MimeMultipart) message.getContent();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mail with its link and PIN. */
  ReceivedMail received(String address) {
    var parts = TestHttp.JSON.createObjectNode().put("TextPart", part(0)).put("HTMLPart", part(1));
    return new ReceivedMail(parts, address);
  }
}

package org.registrationapi.servermails;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailComposer;
import org.registrationapi.mail.MailContent;
import org.registrationapi.mail.MailKind;
import org.registrationapi.mail.MailTheme;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.servers.Server;
import org.registrationapi.servers.ServerDao;
import org.registrationapi.servers.ServerService;

/** Shows the mails of a server, as a preview or as a test mail. */
public final class ServerMailService {
  private final Jdbi jdbi;
  private final ServerService servers;
  private final MailComposer composer;
  private final MailSender sender;
  private final LinkLifetimes linkLifetimes;

  /**
   * @param linkLifetimes for servers without their own
   */
  public ServerMailService(
      Jdbi jdbi,
      ServerService servers,
      MailComposer composer,
      MailSender sender,
      LinkLifetimes linkLifetimes) {
    this.jdbi = jdbi;
    this.servers = servers;
    this.composer = composer;
    this.sender = sender;
    this.linkLifetimes = linkLifetimes;
  }

  /** A sample mail, and the server's design. */
  record Preview(MailContent content, MailTheme theme) {}

  /**
   * A server's mail of a kind, with a link and a PIN that never work.
   *
   * @param locale BCP 47, or null for the server's
   * @throws Failure 404 if there is no such server or kind
   */
  Preview preview(String serverName, String kind, String locale) {
    var server = servers.get(serverName);
    var mailKind = kind(kind);
    var purpose = mailKind.purpose().orElse(LinkPurpose.VALIDATION); // not used without a link
    var life = linkLifetimes.of(purpose, server.validationTtl());
    return new Preview(composer.preview(mailKind, locale, theme(server), life), theme(server));
  }

  private static MailTheme theme(Server server) {
    return new MailTheme(
        server.displayName(),
        server.locale(),
        server.accentColour(),
        server.logoUrl(),
        server.textAbove(),
        server.textBelow(),
        server.mailTexts());
  }

  /**
   * Queues a test mail, which belongs to no user: its link and PIN have the right form but never
   * work.
   *
   * @return the mail's id
   * @throws Failure 404 if there is no such server or kind, 422 for the fields
   */
  UUID sendTest(String serverName, String kind, TestMailRequest request) {
    servers.get(serverName);
    var mailKind = kind(kind);
    var id = Ids.next();
    var route = checked(request).route();
    jdbi.useTransaction(
        tx -> {
          var server =
              tx.attach(ServerDao.class).lock(serverName).orElseThrow(ServerService::notFound);
          tx.attach(TestMailDao.class)
              .enqueue(server.id(), id, mailKind.word(), route, request.locale());
        });
    sender.wake();
    return id;
  }

  /**
   * Checks the fields of a request, and returns the address.
   *
   * @throws Failure 422 with all faults
   */
  static EmailAddress checked(TestMailRequest request) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", request.email());
    checks.locale("locale", request.locale());
    checks.done();
    return email;
  }

  private static MailKind kind(String word) {
    return MailKind.of(word)
        .orElseThrow(
            () -> Failure.of(ErrorCode.MAIL_KIND_NOT_FOUND, "There is no such kind of mail."));
  }
}

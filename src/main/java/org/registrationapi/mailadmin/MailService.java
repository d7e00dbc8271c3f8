package org.registrationapi.mailadmin;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/** Shows mails to the operator, retries and cancels them. */
public final class MailService {
  private final Jdbi jdbi;
  private final Runnable wakeSender;

  /**
   * @param wakeSender tells the sender of this process, if it has one, that a mail is due
   */
  public MailService(Jdbi jdbi, Runnable wakeSender) {
    this.jdbi = jdbi;
    this.wakeSender = wakeSender;
  }

  /** A page of mails, the newest first. */
  public MailPage list(MailFilter filter) {
    var before = filter.before().orElse(Ids.AFTER_ALL);
    var recipient = filter.recipient().map(EmailAddress::key).orElse(null);
    var status = filter.status().map(MailStatus::word).orElse(null);
    var server = filter.server().orElse(null);
    var limit = filter.limit();
    var mails =
        jdbi.withExtension(
            MailRecordDao.class, dao -> dao.page(status, server, recipient, before, limit + 1));
    if (mails.size() <= limit) return new MailPage(mails, null);
    return new MailPage(mails.subList(0, limit), Cursor.at(mails.get(limit - 1).id().toString()));
  }

  /** The name, if a server has it. */
  public Optional<String> server(String name) {
    return Optional.of(name)
        .filter(FieldChecks::isPrintable)
        .filter(text -> jdbi.withExtension(MailRecordDao.class, dao -> dao.isServer(text)));
  }

  /**
   * The mail with that id.
   *
   * @throws Failure 404 if there is none
   */
  public MailRecord get(String id) {
    var mail = find(id);
    return jdbi.withExtension(MailRecordDao.class, dao -> dao.find(mail.serverId(), mail.id()))
        .orElseThrow(MailService::notFound);
  }

  /** The operator names a mail by its id only, without its server. */
  private LinkId find(String id) {
    var uuid = Ids.read(id).orElseThrow(MailService::notFound);
    return jdbi.withExtension(MailRecordDao.class, dao -> dao.serverOf(uuid))
        .map(server -> new LinkId(server, uuid))
        .orElseThrow(MailService::notFound);
  }

  /**
   * Queues a mail that was not sent or did not arrive, due at once. It is sent even if the address
   * bounced before, because the operator may know better.
   *
   * @throws Failure 404 if there is none, 409 if it was sent or cancelled, or its link no longer
   *     works
   */
  public MailRecord retry(String id) {
    var mail = find(id);
    var queued = jdbi.inTransaction(tx -> retry(tx.attach(MailRecordDao.class), mail));
    wakeSender.run();
    return queued;
  }

  private static MailRecord retry(MailRecordDao dao, LinkId mail) {
    var standing = dao.lock(mail.serverId(), mail.id()).orElseThrow(MailService::notFound);
    refuseSettled(standing.status());
    if (standing.hasLink()
        && !dao.isLinkAlive(mail.serverId(), mail.id())
        && !dao.isUndoAlive(mail.serverId(), mail.id()))
      throw Failure.of(
          ErrorCode.MAIL_IS_OBSOLETE,
          "Its link no longer works: a newer mail has replaced it, or it was followed.");
    dao.queue(mail.serverId(), mail.id());
    return dao.find(mail.serverId(), mail.id()).orElseThrow();
  }

  /**
   * Removes a mail from the queue permanently.
   *
   * @throws Failure 404 if there is none, 409 if it is not in the queue or being sent
   */
  public MailRecord cancel(String id) {
    var mail = find(id);
    return jdbi.inTransaction(tx -> cancel(tx.attach(MailRecordDao.class), mail));
  }

  private static MailRecord cancel(MailRecordDao dao, LinkId mail) {
    var standing = dao.lock(mail.serverId(), mail.id()).orElseThrow(MailService::notFound);
    refuseSettled(standing.status());
    if (standing.status() != MailStatus.QUEUED && standing.status() != MailStatus.HELD)
      throw Failure.of(
          ErrorCode.MAIL_NOT_QUEUED, "This mail is not in the queue; it will not be sent.");
    if (standing.isOnItsWay())
      throw Failure.of(ErrorCode.MAIL_IS_ON_ITS_WAY, "This mail is being sent at this moment.");
    dao.cancel(mail.serverId(), mail.id(), "cancelled by the operator");
    return dao.find(mail.serverId(), mail.id()).orElseThrow();
  }

  private static void refuseSettled(MailStatus status) {
    switch (status) {
      case SENT, DELIVERED, OPENED, SPAM ->
          throw Failure.of(
              ErrorCode.MAIL_IS_SENT, "This mail was sent; it is " + status.word() + ".");
      case CANCELLED -> throw Failure.of(ErrorCode.MAIL_IS_CANCELLED, "This mail is cancelled.");
      case QUEUED, HELD, FAILED, BOUNCED, BLOCKED -> {}
    }
  }

  private static Failure notFound() {
    return Failure.of(ErrorCode.MAIL_NOT_FOUND, "There is no such mail.");
  }
}

package org.registrationapi.mailbox;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.mail.Mail;
import org.registrationapi.secrets.LinkLifetimes;
import org.registrationapi.transport.MailSettings;

/** The mails of all servers, for one developer on one machine. */
public final class Mailbox {
  private static final int NEWEST = 50;

  private final Jdbi jdbi;
  private final LinkLifetimes lives;

  public Mailbox(Jdbi jdbi, MailSettings settings) {
    this.jdbi = jdbi;
    this.lives = settings.linkLifetimes();
  }

  /** The last 50, the newest first. */
  List<Mail> newest() {
    return jdbi.withExtension(MailboxDao.class, dao -> dao.newest(NEWEST, lives));
  }

  /**
   * The mail with that id.
   *
   * @throws Failure 404 if there is none
   */
  Mail get(String id) {
    try {
      var uuid = UUID.fromString(id);
      var mail = jdbi.withExtension(MailboxDao.class, dao -> dao.find(uuid, lives));
      if (mail.isPresent()) return mail.get();
    } catch (IllegalArgumentException e) {
      // not an id, so there is no such mail
    }
    throw Failure.of(ErrorCode.MAIL_NOT_FOUND, "There is no such mail.");
  }
}

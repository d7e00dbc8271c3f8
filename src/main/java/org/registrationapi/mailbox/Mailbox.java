package org.registrationapi.mailbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.Ids;
import org.registrationapi.mail.Mail;
import org.registrationapi.mail.MailContent;
import org.registrationapi.transport.MailSettings.Sender;
import org.registrationapi.transport.MailTransport;

/** The mails of all servers as they were sent, for one developer on one machine. */
public final class Mailbox {
  /** How long an answer waits for mails that were queued before its request. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(20);

  /** A trial need not set MAIL_FROM. */
  private static final Sender NO_SENDER = new Sender("no-reply@localhost", Optional.empty());

  private final Jdbi jdbi;
  private final Clock clock;
  private final MailFiles files;
  private final Sender sender;
  private final LongFunction<Optional<String>> serverNames;

  /**
   * @param directory that mails are kept in
   * @param sender of servers without one of their own
   * @param serverNames the name of the server with an id
   */
  public Mailbox(
      Jdbi jdbi,
      Clock clock,
      Path directory,
      Optional<Sender> sender,
      LongFunction<Optional<String>> serverNames) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.files = new MailFiles(directory);
    this.sender = sender.orElse(NO_SENDER);
    this.serverNames = serverNames;
  }

  /** One page of the list. */
  record Page(List<SentMail> mails, String nextCursor) {}

  /** Keeps a mail that is sent now. */
  void keep(Mail mail, MailContent content) {
    files.write(
        new SentMail(
            mail.id(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            serverNames.apply(mail.serverId()).orElse(mail.displayName()),
            mail.kind(),
            new SentMail.From(sender.addressOf(mail), sender.nameOf(mail)),
            mail.mailReplyTo(),
            mail.recipient(),
            content.subject(),
            MailTransport.HEADERS,
            content.link().orElse(null),
            content.pin().orElse(null),
            mail.theme().logoUrl(),
            content.text(),
            content.html()));
  }

  /** A page of mails, the newest first, with all that were queued before the call. */
  Page list(MailboxFilter filter) {
    awaitSending(filter.to());
    var limit = filter.limit();
    var mails =
        files
            .newestFirst()
            .filter(filter::isAfter)
            .filter(filter::matches)
            .limit(limit + 1L)
            .toList();
    if (mails.size() <= limit) return new Page(mails, null);
    return new Page(mails.subList(0, limit), Cursor.at(mails.get(limit - 1).id().toString()));
  }

  /**
   * The mail with that id, also if it was queued just before the call.
   *
   * @throws Failure 404 if there is none
   */
  SentMail get(String id) {
    return Ids.read(id).flatMap(this::find).orElseThrow(Mailbox::notFound);
  }

  private Optional<SentMail> find(UUID id) {
    return files
        .find(id)
        .or(
            () -> {
              awaitSending(Optional.empty());
              return files.find(id);
            });
  }

  private static Failure notFound() {
    return Failure.of(ErrorCode.MAIL_NOT_FOUND, "There is no such mail.");
  }

  /**
   * Waits for mails that were queued until now, so that a test which has just registered a user
   * finds the mail at once. A mail that waits for a limit is not waited for.
   */
  private void awaitSending(Optional<EmailAddress> to) {
    var key = to.map(EmailAddress::key).orElse(null);
    var asked = clock.instant();
    var end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (isSending(key, asked) && System.nanoTime() < end) pause();
  }

  private boolean isSending(String key, Instant asked) {
    return jdbi.withExtension(MailboxDao.class, dao -> dao.isSending(key, asked));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while mails are sent", e);
    }
  }
}

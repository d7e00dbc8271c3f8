package org.registrationapi.commands;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.registrationapi.delivery.MailTidying;
import org.registrationapi.events.EventExpiry;
import org.registrationapi.users.PendingExpiry;

/**
 * Deletes what is too old, with the classes of the hourly jobs.
 *
 * @param pending empty: pending users are kept for ever
 */
public record Purge(Optional<PendingExpiry> pending, MailTidying mails, EventExpiry events) {
  /**
   * How much is deleted, or would be.
   *
   * @param isDryRun whether nothing is deleted
   * @param mails apart from those of the users
   */
  record Result(boolean isDryRun, long pendingUsers, long mails, long events) {}

  /** Counts what {@link #run} would delete. */
  Result count() {
    var users = pending.map(PendingExpiry::count).orElse(0L);
    return new Result(true, users, mails.countMails(), events.count());
  }

  /** Deletes it. The service may do the same at the same time. */
  Result run(Progress progress) {
    var expected = count();
    var users =
        delete(
            progress.start("pending users", expected.pendingUsers()),
            deleted -> pending.ifPresent(expiry -> expiry.run(deleted)));
    var oldMails = delete(progress.start("mails", expected.mails()), mails::deleteMails);
    var oldEvents = delete(progress.start("events", expected.events()), events::run);
    return new Result(false, users, oldMails, oldEvents);
  }

  private static long delete(Progress.Bar bar, Consumer<IntConsumer> work) {
    try (bar) {
      work.accept(bar);
    }
    return bar.done();
  }
}

package org.registrationapi.mailbox;

import java.util.List;

/**
 * The parameters of the mailbox page.
 *
 * @param url of the page itself
 */
public record MailboxModel(List<Entry> mails, String css, String url) {
  /** One mail in the list; the time is RFC 3339. */
  public record Entry(
      String id, String subject, String recipient, String time, String status, String text) {
    @Override
    public String toString() {
      return "Entry[" + id + "]"; // the text contains the link and the PIN
    }
  }
}

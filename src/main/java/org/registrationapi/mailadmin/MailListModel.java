package org.registrationapi.mailadmin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.registrationapi.mail.MailStatus;

/**
 * The data of the page that lists mails.
 *
 * @param url of the status page
 * @param status the word of the shown status; empty: every status
 * @param server the name of the server whose mails are shown; empty: all servers
 * @param next the query of the next page; empty on the last one
 */
public record MailListModel(
    String css, String url, String status, String server, List<MailRecord> mails, String next) {

  /** The words of all statuses. */
  public List<String> statuses() {
    return Stream.of(MailStatus.values()).map(MailStatus::word).toList();
  }

  /**
   * The first page with mails of a status, of the shown servers.
   *
   * @param word empty: of every status
   */
  public String urlOf(String word) {
    var ofStatus = word.isEmpty() ? "" : "status=" + word;
    var ofServer = server.isEmpty() ? "" : "server=" + server;
    var both = Stream.of(ofStatus, ofServer).filter(part -> !part.isEmpty()).toList();
    return url + "/mails" + (both.isEmpty() ? "" : "?" + String.join("&", both));
  }

  /** The status page of the shown servers. */
  public String statusUrl() {
    return server.isEmpty() ? url : url + "?server=" + server;
  }

  /** A time to the second, RFC 3339. */
  public static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

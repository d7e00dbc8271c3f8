package org.registrationapi.delivery;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.registrationapi.mail.Mail;

/** A number of mails of one server, or of all servers. */
public record MailCount(long serverId, int mails) {

  /** Counts mails for each server and for all servers, in the order of the servers. */
  static List<MailCount> of(Collection<Mail> mails) {
    var counts = new TreeMap<Long, Integer>();
    for (var mail : mails) {
      counts.merge(MailBudgetDao.ALL, 1, Integer::sum);
      counts.merge(mail.serverId(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(count -> new MailCount(count.getKey(), count.getValue()))
        .toList();
  }
}

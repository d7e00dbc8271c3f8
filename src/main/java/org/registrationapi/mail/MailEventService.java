package org.registrationapi.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Takes in what Mailjet tells of the mails that it was given. */
public final class MailEventService {
  private final Jdbi jdbi;
  private final MailSettings settings;

  public MailEventService(Jdbi jdbi, MailSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /**
   * Notes what became of mails, in one statement. Repeated events change nothing, in whatever order
   * they come the same is left, and those that are not about a mail of ours are passed over.
   */
  void receive(Stream<JsonNode> events) {
    var byMail = new LinkedHashMap<UUID, MailEvent>();
    events
        .map(MailjetEvent::read)
        .flatMap(Optional::stream)
        .forEach(event -> byMail.merge(event.mailId(), event, MailEvent::and));
    if (!byMail.isEmpty()) apply(List.copyOf(byMail.values()));
  }

  private void apply(List<MailEvent> events) {
    var reasons = new ArrayList<String>();
    var hardBounces = new ArrayList<String>();
    for (var event : events) {
      reasons.add(event.reason());
      hardBounces.add(event.hardBounce());
    }
    jdbi.useExtension(
        MailEventDao.class,
        dao ->
            dao.apply(
                events.stream().map(MailEvent::mailId).toList(),
                events.stream().map(event -> event.status().word()).toList(),
                reasons,
                hardBounces,
                MailStatus.RANKS,
                settings.linkLives(),
                settings.pinLife().toSeconds()));
  }
}

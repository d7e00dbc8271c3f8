package org.registrationapi.mailevents;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.events.EventDao;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.transport.MailSettings;

/** Receives Mailjet's events about mails. */
public final class MailEventService {
  private final Jdbi jdbi;
  private final MailSettings settings;

  public MailEventService(Jdbi jdbi, MailSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  /**
   * Applies events, those of each server in one transaction. Repeated events change nothing, the
   * order of events does not matter, and events about unknown mails are ignored; that they came is
   * kept.
   */
  void receive(Stream<JsonNode> events) {
    var byMail = new LinkedHashMap<UUID, MailEvent>();
    events
        .map(MailjetEvent::read)
        .flatMap(Optional::stream)
        .forEach(event -> byMail.merge(event.mailId(), event, MailEvent::and));
    byServer(byMail.values())
        .forEach((server, ofServer) -> jdbi.useTransaction(tx -> apply(tx, server, ofServer)));
    jdbi.useExtension(MailEventDao.class, MailEventDao::arrived);
  }

  /** Events about mails sent by an older release do not contain the server. */
  private Map<Long, Map<UUID, MailEvent>> byServer(Collection<MailEvent> events) {
    var unknown = events.stream().filter(e -> e.serverId() == null).map(MailEvent::mailId).toList();
    var found = unknown.isEmpty() ? Map.<UUID, Long>of() : servers(unknown);
    var byServer = new TreeMap<Long, Map<UUID, MailEvent>>();
    for (var event : events) {
      var server = event.serverId() == null ? found.get(event.mailId()) : event.serverId();
      if (server != null)
        byServer.computeIfAbsent(server, s -> new LinkedHashMap<>()).put(event.mailId(), event);
    }
    return byServer;
  }

  private Map<UUID, Long> servers(List<UUID> mails) {
    return jdbi.withExtension(MailEventDao.class, dao -> dao.servers(mails)).stream()
        .collect(toMap(LinkId::id, LinkId::serverId));
  }

  private void apply(Handle tx, long server, Map<UUID, MailEvent> events) {
    var dao = tx.attach(MailEventDao.class);
    var ids = List.copyOf(events.keySet());
    dao.lockValidations(server, ids);
    var news =
        dao.lock(server, ids).stream()
            .map(mail -> new ReportedMail(server, mail, events.get(mail.id())))
            .filter(ReportedMail::isNews)
            .toList();
    if (news.isEmpty()) return;
    dao.change(server, news.stream().map(ReportedMail::change).toList());
    var proven =
        news.stream()
            .filter(ReportedMail::provesSending)
            .map(reported -> reported.mail().id())
            .toList();
    dao.setTimeSent(server, proven);
    dao.startLifetimes(server, proven, settings.linkLifetimes(), settings.pinLife().toSeconds());
    tx.attach(EventDao.class)
        .insertAll(news.stream().flatMap(reported -> reported.events().stream()).toList());
    tx.attach(BounceDao.class)
        .remember(
            news.stream()
                .flatMap(reported -> reported.bounce().stream())
                .sorted(comparing(BounceDao.HardBounce::emailKey))
                .toList());
  }
}

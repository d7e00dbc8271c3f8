package org.registrationapi.mailcheck;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the senders in use, and logs what fails, once for as long as it does. */
public final class MailCheckJob {
  private static final Logger LOG = LoggerFactory.getLogger(MailCheckJob.class);

  /** With more senders than these, each is checked when it is asked for. */
  private static final int MAX_SENDERS = 50;

  private final MailCheckService service;
  private final Jdbi jdbi;
  private final Executor threads;
  private volatile Set<String> failures = Set.of();

  /**
   * @param threads run the job
   */
  public MailCheckJob(MailCheckService service, Jdbi jdbi, Executor threads) {
    this.service = service;
    this.jdbi = jdbi;
    this.threads = threads;
  }

  /** Begins to check, and returns at once. */
  public void begin() {
    if (service.defaultSender().isPresent()) threads.execute(this::run);
  }

  /** How many checks failed when the senders were last checked. */
  public int failed() {
    return failures.size();
  }

  /** Checks the senders one after the other. Never throws. */
  void run() {
    try {
      var failed = new LinkedHashSet<String>();
      for (var sender : senders())
        for (var check : service.now(sender).checks())
          if (check.is(CheckState.FAILED)) failed.add(check.found() + " " + check.toDo());
      failed.stream().filter(line -> !failures.contains(line)).forEach(this::warn);
      failures = failed;
    } catch (RuntimeException e) {
      LOG.debug("senders could not be checked", e);
    }
  }

  private Set<String> senders() {
    var senders = new LinkedHashSet<String>();
    service.defaultSender().ifPresent(senders::add);
    senders.addAll(jdbi.withExtension(MailCheckDao.class, dao -> dao.senders(MAX_SENDERS)));
    return senders;
  }

  /** Without the record to publish, which may be long. */
  private void warn(String failure) {
    LOG.warn("mail check: {} Details: GET /servers/(name)/mail-check, or /status", failure);
  }
}

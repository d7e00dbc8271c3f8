package org.registrationapi.delivery;

import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Loads;
import org.registrationapi.limits.MailAllowanceDao;

/** Forgets what is long over of allowances and budgets. It is to be called every hour. */
public final class MailTidying {
  private final Jdbi jdbi;

  public MailTidying(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Does it now; of two instances that do it at once, each deletes what the other leaves. */
  public void tidy() {
    Loads.finish(jdbi, (tx, limit) -> tx.attach(MailAllowanceDao.class).forgetOld(limit));
    jdbi.useExtension(MailBudgetDao.class, MailBudgetDao::forgetOld);
  }
}

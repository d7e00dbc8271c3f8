package org.registrationapi.delivery;

import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Batches;
import org.registrationapi.limits.MailAllowanceDao;

/** Deletes old rows of allowances and budgets. Call it every hour. */
public final class MailTidying {
  private final Jdbi jdbi;

  public MailTidying(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Deletes them now. Two instances may do so at the same time. */
  public void tidy() {
    Batches.finish(jdbi, (tx, limit) -> tx.attach(MailAllowanceDao.class).forgetOld(limit));
    jdbi.useExtension(MailBudgetDao.class, MailBudgetDao::forgetOld);
  }
}

package org.registrationapi.delivery;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.registrationapi.mail.Mail;

/** Settles the mails of a claim. Each statement skips rows that no longer belong to the claim. */
interface MailSettlementDao {
  /**
   * Starts the life of the links and PINs in a claim's mails, now that they were sent: time in the
   * queue does not count. Call it before {@link #settleSent}, because validations are locked before
   * mails.
   */
  @SqlBatch(
      """
      update validations v
         set time_sent = now(),
             expires_at = now() + make_interval(secs => :linkSeconds),
             pin_expires_at = now() + make_interval(secs => least(:pinSeconds, :linkSeconds))
       where v.server_id = :serverId and v.id = :id
         and exists (select
                       from mails m
                      where m.server_id = :serverId and m.id = :id and m.claim_id = :claimId
                        and m.status in ('queued', 'held'))
      """)
  void startLifetimes(UUID claimId, @BindMethods List<Mail> mails, long pinSeconds);

  /** Settles sent mails of a claim; returns for each whether it still belonged to the claim. */
  @SqlBatch(
      """
      update mails
         set status = 'sent', time_sent = now(), claim_id = null, reason = null, is_uncertain = false
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  boolean[] settleSent(UUID claimId, @BindMethods List<Mail> mails);

  /**
   * Settles mails of a claim that are tried again later, or held until their sender is corrected.
   */
  @SqlBatch(
      """
      update mails
         set status = :status, claim_id = null, reason = :reason, is_uncertain = :isUncertain,
             next_attempt_at = now() + make_interval(secs => :delaySeconds)
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  void settleLater(UUID claimId, @BindMethods List<Later> mails);

  /**
   * Settles mails of a claim that will never be sent; returns for each whether it still belonged to
   * the claim.
   */
  @SqlBatch(
      """
      update mails
         set status = 'failed', claim_id = null, reason = :reason, is_uncertain = false
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  boolean[] settleFailed(UUID claimId, @BindMethods List<Mail> mails, List<String> reason);

  /** Settles mails of a claim that were not tried, as if they had not been claimed. */
  @SqlBatch(
      """
      update mails
         set claim_id = null, attempts = attempts - 1, reason = :reason, next_attempt_at = now()
       where server_id = :serverId and id = :id and claim_id = :claimId
         and status in ('queued', 'held')
      """)
  void settleNotTried(UUID claimId, @BindMethods List<Mail> mails, String reason);

  /** When an unsent mail is tried again, and its status until then. */
  record Later(
      long serverId,
      UUID id,
      String status,
      String reason,
      boolean isUncertain,
      long delaySeconds) {}
}

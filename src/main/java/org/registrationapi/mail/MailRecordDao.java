package org.registrationapi.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * The mail table for the operator, who sees the mails of all servers and names one by its id alone:
 * that is why no statement has to have a server.
 */
@RegisterRowMapper(MailRecordDao.MailRecordMapper.class)
public interface MailRecordDao {
  /** The columns of {@link MailRecordMapper} and the tables they come from. */
  String SELECT =
      """
      select m.id, s.name as server, m.kind, m.recipient, m.status, m.reason, m.attempts,
             case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end
                 as next_attempt_at,
             m.time_created, m.time_sent
        from mails m
        join servers s on s.id = m.server_id
      """;

  /**
   * A page of mails, the newest first, all before an id.
   *
   * @param recipientKey an address as it is compared; like the others null if it does not matter
   */
  @SqlQuery(
      SELECT
          + """
           where m.id < :before
             and (:status::text is null or m.status = :status)
             and (:server::text is null or s.name = :server)
             and (:recipientKey::text is null or lower(m.recipient collate "C") = :recipientKey)
           order by m.id desc
           limit :limit
          """)
  List<MailRecord> page(String status, String server, String recipientKey, UUID before, int limit);

  @SqlQuery("select exists (select from servers where name = :name)")
  boolean isServer(String name);

  @SqlQuery(SELECT + " where m.id = :id")
  Optional<MailRecord> find(UUID id);

  /** Where a mail stands, which stays so until the transaction ends; empty if there is none. */
  @SqlQuery(
      """
      select m.status, m.claim_id is not null and m.next_attempt_at > now() as is_on_its_way,
             m.user_id is not null and m.kind in ('validation', 'password_reset', 'email_change') and not exists (
                 select from validations v
                   join users u on u.server_id = v.server_id and u.id = v.user_id
                  where v.server_id = m.server_id and v.id = m.id
                    and case v.purpose when 'validation' then u.time_activated is null
                                       when 'email_change' then u.email_key <> v.email_key
                                       else true end) as is_obsolete
        from mails m
       where m.id = :id
         for update of m
      """)
  @RegisterRowMapper(StandingMapper.class)
  Optional<Standing> lock(UUID id);

  /**
   * Queues a mail, due at once, as if nothing had been tried. One that is claimed is left alone: it
   * is on its way, or due when the lease ends. What waits stays uncertain if it was.
   */
  @SqlUpdate(
      """
      update mails
         set status = 'queued', reason = null, is_hard_bounce = false, next_attempt_at = now(),
             is_uncertain = is_uncertain and status in ('queued', 'held')
       where id = :id and claim_id is null
      """)
  void queue(UUID id);

  /** Takes a mail out of the queue for good. */
  @SqlUpdate(
      """
      update mails
         set status = 'cancelled', reason = :reason, claim_id = null
       where id = :id
      """)
  void cancel(UUID id, String reason);

  /**
   * Where a mail stands.
   *
   * @param isOnItsWay a call with it is under way
   * @param isObsolete its link is dead, or was followed
   */
  record Standing(MailStatus status, boolean isOnItsWay, boolean isObsolete) {}

  /** Reads a {@link Standing}. */
  final class StandingMapper implements RowMapper<Standing> {
    @Override
    public Standing map(ResultSet row, StatementContext context) throws SQLException {
      return new Standing(
          MailStatus.of(row.getString("status")).orElseThrow(),
          row.getBoolean("is_on_its_way"),
          row.getBoolean("is_obsolete"));
    }
  }

  /** Reads a {@link MailRecord}. */
  final class MailRecordMapper implements RowMapper<MailRecord> {
    @Override
    public MailRecord map(ResultSet row, StatementContext context) throws SQLException {
      return new MailRecord(
          row.getObject("id", UUID.class),
          row.getString("server"),
          row.getString("kind"),
          row.getString("recipient"),
          row.getString("status"),
          row.getString("reason"),
          row.getInt("attempts"),
          instant(row, "next_attempt_at"),
          instant(row, "time_created"),
          instant(row, "time_sent"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
      var time = row.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
  }
}

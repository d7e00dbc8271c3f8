package org.registrationapi.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.registrationapi.mail.Mail;
import org.registrationapi.secrets.LinkLifetimes;

/** The mails of all servers, for the development mailbox. No statement names a server. */
@RegisterConstructorMapper(Mail.class)
public interface MailboxDao {
  String MAILS =
      """
      select m.server_id, m.id, m.user_id, m.kind, m.recipient, m.locale, u.first_name,
             s.display_name as server_display_name, s.locale as server_locale,
             s.accent_colour as server_accent_colour, s.logo_url as server_logo_url,
             s.text_above as server_text_above, s.text_below as server_text_below,
             s.mail_from, s.mail_from_name, s.mail_reply_to,
             case when m.kind = 'password_reset' then :resetSeconds
                  when m.kind in ('email_change_requested', 'email_changed') then :undoSeconds
                  else coalesce(s.validation_ttl, :validationSeconds) end as link_seconds,
             m.attempts, m.is_uncertain, m.status, m.time_created
        from mails m
        join servers s on s.id = m.server_id
        left join users u on u.server_id = m.server_id and u.id = m.user_id
      """;

  /** The newest mails, the newest first. */
  @SqlQuery(MAILS + " order by m.time_created desc, m.id desc limit :limit")
  List<Mail> newest(int limit, @BindMethods LinkLifetimes lives);

  /** One mail. Its random id is unique in practice, without the server. */
  @SqlQuery(MAILS + " where m.id = :id")
  Optional<Mail> find(UUID id, @BindMethods LinkLifetimes lives);
}

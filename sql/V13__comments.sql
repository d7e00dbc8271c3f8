-- What each table, view and column means; psql (\d+), pgAdmin and sql/schema.sql show it. A comment locks its table for
-- a moment against other changes of its definition only: requests go on.

comment on table servers is
    'One web application that registers its users here. Written by the routes of /servers; the first one is made at '
    'the start.';
comment on column servers.id is 'Given once; never used again after a removal.';
comment on column servers.name is 'In URLs and settings: lower case letters, digits, hyphens and dots.';
comment on column servers.display_name is 'As people see it on pages and in mails.';
comment on column servers.mail_from is 'Sender address of its mails. Null: the setting MAIL_FROM.';
comment on column servers.mail_from_name is
    'Sender name of its mails. Null: the setting MAIL_FROM_NAME, or else display_name.';
comment on column servers.redirect_url is 'Where the browser goes after an activation. Null: our own page.';
comment on column servers.locale is 'Language (BCP 47) of pages and mails for users without one.';
comment on column servers.validation_ttl is
    'Seconds that a link lives after its mail was sent. Null: the setting VALIDATION_TTL.';
comment on column servers.time_created is 'When the server was made.';
comment on column servers.time_updated is 'When its settings changed last.';
comment on column servers.mail_reply_to is 'Address for answers to its mails. Null: the sender''s.';
comment on column servers.accent_colour is 'Colour of buttons in its mails and on its pages, #rrggbb. Null: ours.';
comment on column servers.logo_url is 'Picture in place of the name in its mails and on its pages, https. Null: none.';
comment on column servers.text_above is 'Text before the content of its mails. Null: none.';
comment on column servers.text_below is 'Text after the content of its mails. Null: none.';
comment on column servers.mail_daily_limit is
    'Mails that it may send a day (UTC). Null: only the setting MAIL_DAILY_LIMIT, for all servers together.';
comment on column servers.password_min_length is 'Shortest password of its users, in code points.';
comment on column servers.privacy is
    'standard, or strict: a registration is answered alike whether or not the address is registered.';

comment on table api_keys is
    'One API key of a server. Made and revoked by the routes of /servers/{name}/keys; the first one is made at the '
    'start.';
comment on column api_keys.id is 'Public part of the key: the key is reg_<id>_<secret>.';
comment on column api_keys.server_id is 'The server that it authenticates.';
comment on column api_keys.secret_hash is
    'SHA-256 of the 43 characters of the secret. It is enough, as the secret has 256 random bits.';
comment on column api_keys.label is 'What the operator calls it.';
comment on column api_keys.time_created is 'When the key was made.';
comment on column api_keys.time_revoked is 'When it was revoked, for good. Null: it is valid.';
comment on column api_keys.kind is
    'secret: it may do everything at its server. publishable: it may stand in a web page, and only registers and '
    'takes PINs.';
comment on column api_keys.allowed_origins is
    'Whose pages may use a publishable key, as browsers write it in the header Origin. Empty for a secret key.';

comment on table users is
    'One registered person at one server. Pending until time_activated is set. A pending user that registers again '
    'is replaced by a new row.';
comment on column users.server_id is 'The server where the user registered.';
comment on column users.id is 'UUID version 7: its order is the order of registration.';
comment on column users.email is 'The address as typed.';
comment on column users.email_key is
    'The address as it is compared: all lower case, the domain in punycode. Unique at a server.';
comment on column users.password_hash is
    'PHC string, Argon2id. An imported hash of another kind is replaced at the next right password.';
comment on column users.first_name is 'Null: not given.';
comment on column users.last_name is 'Null: not given.';
comment on column users.birth_date is 'Null: not given.';
comment on column users.locale is 'Language (BCP 47) of pages and mails. Null: the server''s.';
comment on column users.time_created is 'When the user registered.';
comment on column users.time_updated is
    'When the profile, password or address changed last, or the user was activated.';
comment on column users.time_activated is 'When the address was proven first. Null: the user is pending.';

comment on table validations is
    'The newest proof of one purpose that an address is the user''s: a link, and for the purpose validation also a '
    'PIN, mailed together. Both are computed from these ids and the setting SECRET_KEY, and neither is stored. A '
    'newer proof replaces the id, and with it the older link and PIN. A used proof stays, so that its link can say '
    'so, except that of a password reset.';
comment on column validations.server_id is 'The user''s server.';
comment on column validations.id is 'UUID version 7. It is also the id of the mail that carries the link.';
comment on column validations.user_id is 'Whose address it is to prove.';
comment on column validations.pin_tries is
    'PINs tried against this id, right or wrong, counted before they are checked.';
comment on column validations.time_sent is
    'When its mail was sent: link and PIN live from then on. Null: it is not yet known to be sent.';
comment on column validations.expires_at is 'When the link ends. Null: not sent yet, so it has no end.';
comment on column validations.pin_expires_at is 'When the PIN ends. Null: not sent yet, so it has no end.';
comment on column validations.purpose is
    'What the proof is for: validation (to activate the user), password_reset or email_change.';
comment on column validations.email is 'The new address as typed. Null unless purpose is email_change.';
comment on column validations.email_key is 'The new address as it is compared. Null unless purpose is email_change.';

comment on table mails is
    'One message to one address, with its delivery state. It holds what the message is made from, never its text, '
    'link or PIN. Queued in the transaction that needs it; the sender and Mailjet''s events change its state. It is '
    'deleted with its user.';
comment on column mails.server_id is 'The server in whose name it is sent.';
comment on column mails.id is
    'UUID version 7. Mailjet knows it as CustomID. If the mail carries a link it is also the id of the validation.';
comment on column mails.user_id is 'Whom it is about. Null: a test mail, of no user.';
comment on column mails.kind is
    'What the mail is for: validation, registration_attempt, password_reset, password_changed, email_change or '
    'email_changed.';
comment on column mails.recipient is 'The address it goes to, the domain in punycode.';
comment on column mails.locale is 'Language (BCP 47) of the mail. Null: the server''s.';
comment on column mails.status is
    'In the order of their ranks, as an event never moves a mail to a lower one. queued: to be sent. held: as '
    'queued, until its sender is mended. cancelled, failed: never sent. sent: Mailjet has it. The others are what '
    'Mailjet told later.';
comment on column mails.reason is 'Why it is not sent or did not arrive, for people. Null: no trouble.';
comment on column mails.attempts is 'How many calls have claimed it.';
comment on column mails.next_attempt_at is 'When it is due. While it is claimed: when the claim''s lease ends.';
comment on column mails.claim_id is 'The sender''s call that has claimed it. Null: none has.';
comment on column mails.time_created is 'When it was queued.';
comment on column mails.time_sent is 'When it was sent, or when that was learned later. Null: not known to be sent.';
comment on column mails.is_uncertain is
    'The result of an earlier call is unknown: Mailjet is asked before the mail is sent again.';
comment on column mails.is_hard_bounce is 'No mail reaches the address: it is in bounced_addresses.';

comment on table mail_allowances is
    'How many mails one address was promised lately, at all servers together: nobody is flooded. Written with each '
    'mail that is queued; deleted a day later. It outlives the user.';
comment on column mail_allowances.email_key is 'The address as it is compared: all lower case, the domain in punycode.';
comment on column mail_allowances.mails is 'Mails promised since window_start; at most the setting MAILS_PER_ADDRESS.';
comment on column mail_allowances.window_start is 'Start of a window of 24 hours.';
comment on column mail_allowances.time_promised is
    'When a mail was promised last, so that the next can keep its distance.';

comment on table mail_pause is
    'One row: whether the senders of all instances hold back because Mailjet is in trouble. After paused_until one '
    'mail is tried; if it is sent, all go on. Written by the senders.';
comment on column mail_pause.is_only is 'Always true: there is one row.';
comment on column mail_pause.paused_until is 'When one mail may be tried. It means nothing while reason is null.';
comment on column mail_pause.reason is 'What the trouble is. Null: there is none, and mails are sent.';
comment on column mail_pause.step is 'Pauses in a row; each is twice as long as the one before.';

comment on table mail_budgets is
    'How many mails were handed over on a day, by server. Counted by the sender before a call; kept for 40 days.';
comment on column mail_budgets.server_id is 'The server. 0: all servers together.';
comment on column mail_budgets.day is 'Day in UTC.';
comment on column mail_budgets.mails is 'Mails handed over.';

comment on table bounced_addresses is
    'One address that no mail reaches. It gets no mail from any server until the operator deletes the row. Written '
    'when Mailjet tells of a hard bounce.';
comment on column bounced_addresses.email_key is
    'The address as it is compared: all lower case, the domain in punycode.';
comment on column bounced_addresses.reason is 'What its provider or Mailjet said.';
comment on column bounced_addresses.time_bounced is 'When it bounced last.';

comment on table idempotency_keys is
    'The answer to one registration, so that the same request sent again gets it and does nothing. Written by the '
    'registration; goes with the user, or after 24 hours.';
comment on column idempotency_keys.server_id is 'The server that sent the request.';
comment on column idempotency_keys.key is 'The header Idempotency-Key.';
comment on column idempotency_keys.fingerprint is 'HMAC-SHA256 of the request''s body, which contains a password.';
comment on column idempotency_keys.user_id is
    'The registered user. Null only inside the registration''s own transaction.';
comment on column idempotency_keys.answer is
    'The body of the answer as it was sent. Null only inside the registration''s own transaction.';
comment on column idempotency_keys.time_created is 'When the key was used first; 24 hours later it may be used anew.';

comment on table guesses is
    'How often something was tried about one address or by one client, and until when nothing may be tried there. '
    'Written before a try is checked. Deleted after a right try at an address, or 24 hours after the last try.';
comment on column guesses.server_id is
    'The server. No foreign key: its rows go by age, and ids of servers are never used again.';
comment on column guesses.purpose is
    'What is counted. password, pin: tries at an address. client: tries of both by a client. registration: '
    'registrations by a client.';
comment on column guesses.subject is
    'An address as it is compared, whether or not it is registered; or a client: its IPv4 address or IPv6 network '
    '(/64).';
comment on column guesses.tries is
    'Tries since the last right one. Counting begins anew after a day without a try of a password, or an hour '
    'without one of the others.';
comment on column guesses.blocked_until is 'No try is taken before. -infinity: not blocked.';
comment on column guesses.time_tried is 'When the last try was taken.';

comment on table events is
    'One thing that happened to one user, written in the transaction in which it happened. It never holds personal '
    'data: no address, name or password. It outlives the user, and is deleted after the setting EVENTS_TTL.';
comment on column events.server_id is 'The server. No foreign key, as an event outlives it.';
comment on column events.id is 'UUID version 7: its order is the order of time.';
comment on column events.user_id is 'Whom it happened to. Null: no user has the address, or the mail is a test mail.';
comment on column events.kind is
    'registered, activated, rejected, authenticated, password_changed, mail_sent and so on: the words of EventKind.';
comment on column events.time is 'Start of the transaction in which it happened.';
comment on column events.detail is 'Of a mail''s events {"mail": the kind of the mail}, else {}.';

comment on view counted_events is
    'The events that statistics count: those of users, and those of mails that validate an address. Test mails are '
    'not counted.';
comment on column counted_events.server_id is 'The server.';
comment on column counted_events.day is 'Day in UTC.';
comment on column counted_events.kind is 'As in events.';
comment on column counted_events.time is 'As in events.';

comment on table event_counts is
    'How many counted events one server had on a day, up to event_rollup.counted_until. A job adds the events of '
    'full hours; younger ones are counted when they are asked for. Kept for 400 days, also of a removed server.';
comment on column event_counts.server_id is 'The server.';
comment on column event_counts.day is 'Day in UTC.';
comment on column event_counts.kind is 'As in events.';
comment on column event_counts.number is 'Events of that day, server and kind.';

comment on table event_totals is
    'How many counted events all servers together had on a day, removed servers included. Kept forever.';
comment on column event_totals.day is 'Day in UTC.';
comment on column event_totals.kind is 'As in events.';
comment on column event_totals.number is 'Events of that day and kind.';

comment on table event_rollup is
    'One row: up to when events are counted. It changes in the transaction that adds to event_counts and '
    'event_totals, so each event is added once.';
comment on column event_rollup.is_only is 'Always true: there is one row.';
comment on column event_rollup.counted_until is 'All events before this time are in the counts.';

comment on table key_uses is
    'When one API key was used last. A table of its own, as it changes with requests, and api_keys is copied to '
    'every machine where tables are spread over several.';
comment on column key_uses.server_id is 'The key''s server.';
comment on column key_uses.key_id is 'api_keys.id.';
comment on column key_uses.time_used is 'The full hour in which it was used last.';

comment on view user_details is 'One user as its server sees it, with the newest validation and the state of its mail.';
comment on column user_details.server_id is 'The user''s server.';
comment on column user_details.id is 'users.id.';
comment on column user_details.server is 'servers.name.';
comment on column user_details.email is 'The address as typed.';
comment on column user_details.email_key is 'The address as it is compared.';
comment on column user_details.first_name is 'Null: not given.';
comment on column user_details.last_name is 'Null: not given.';
comment on column user_details.birth_date is 'Null: not given.';
comment on column user_details.locale is 'Language (BCP 47). Null: the server''s.';
comment on column user_details.is_activated is 'Whether the address was proven.';
comment on column user_details.time_created is 'When the user registered.';
comment on column user_details.time_updated is 'When the user changed last.';
comment on column user_details.time_activated is 'When the address was proven first. Null: the user is pending.';
comment on column user_details.mail_status is
    'State of the validation''s mail. Null: there is no validation, as the address was changed since.';
comment on column user_details.reason is 'Why that mail is not sent or did not arrive.';
comment on column user_details.time_sent is 'When that mail was sent.';
comment on column user_details.expires_at is 'When its link ends. Null: not sent yet.';
comment on column user_details.next_attempt_at is
    'When that mail is tried next. Null: it is being sent, or is not to be sent any more.';

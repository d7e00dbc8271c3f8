-- The tables as the migrations leave them, for reading. Generated: do not edit, run this after each new migration:
--
--     mvn -q -Pschema test-compile exec:java
--
-- Nothing executes this file. It is not a migration, and it lacks the rows that migrations insert. The comments are
-- stored in the database, too.

-- One web application that registers its users here. Written by the routes of /servers; the first one is made at the
-- start.
create table servers (
    id                  bigint      generated always as identity,
                                                              -- Given once; never used again after a removal.
    name                text        not null,                 -- In URLs and settings: lower case letters, digits,
                                                              -- hyphens and dots.
    display_name        text        not null,                 -- As people see it on pages and in mails.
    mail_from           text,                                 -- Sender address of its mails. Null: the setting
                                                              -- MAIL_FROM.
    mail_from_name      text,                                 -- Sender name of its mails. Null: the setting
                                                              -- MAIL_FROM_NAME, or else display_name.
    redirect_url        text,                                 -- Where the browser goes after an activation, a new
                                                              -- password or a new address: a page, or a link that opens
                                                              -- an app. Null: our own page.
    locale              text        not null,                 -- Language (BCP 47) of pages and mails for users without
                                                              -- one.
    validation_ttl      bigint,                               -- Seconds that a link lives after its mail was sent.
                                                              -- Null: the setting VALIDATION_TTL.
    time_created        timestamptz not null default now(),   -- When the server was made.
    time_updated        timestamptz not null default now(),   -- When its settings changed last.
    mail_reply_to       text,                                 -- Address for answers to its mails. Null: the sender's.
    accent_colour       text,                                 -- Colour of buttons in its mails and on its pages,
                                                              -- #rrggbb. Null: ours.
    logo_url            text,                                 -- Picture in place of the name in its mails and on its
                                                              -- pages, https. Null: none.
    text_above          text,                                 -- Text before the content of its validation mails, where
                                                              -- mail_texts has none. Null: none.
    text_below          text,                                 -- Text after the content of its validation mails, where
                                                              -- mail_texts has none. Null: none.
    mail_daily_limit    integer,                              -- Mails that it may send a day (UTC). Null: only the
                                                              -- setting MAIL_DAILY_LIMIT, for all servers together.
    password_min_length smallint    not null default 8,       -- Shortest password of its users, in code points.
    privacy             text        not null default 'standard',
                                                              -- standard, or strict: a registration is answered alike
                                                              -- whether or not the address is registered.
    home_url            text,                                 -- First page of the web application, or a link that opens
                                                              -- its app: the pages of links lead there. Null: the
                                                              -- origin of redirect_url, if there is one.
    mail_texts          jsonb       not null default '{}',    -- Own texts of its mails: {kind: {language: {"subject",
                                                              -- "above", "below"}}}. A key * is every kind or language.
    constraint servers_pkey primary key (id),
    constraint server_named_once unique (name),
    constraint servers_password_min_length_check check (password_min_length >= 8 and password_min_length <= 64),
    constraint servers_privacy_check check (privacy in ('standard', 'strict'))
);

-- One API key of a server. Made and revoked by the routes of /servers/{name}/keys; the first one is made at the start.
create table api_keys (
    id              text        not null,                   -- Public part of the key: the key is reg_<id>_<secret>.
    server_id       bigint      not null,                   -- The server that it authenticates.
    secret_hash     bytea       not null,                   -- SHA-256 of the 43 characters of the secret. It is enough,
                                                            -- as the secret has 256 random bits.
    label           text,                                   -- What the operator calls it.
    time_created    timestamptz not null default now(),     -- When the key was made.
    time_revoked    timestamptz,                            -- When it was revoked, for good. Null: it is valid.
    kind            text        not null default 'secret',  -- secret: it may do everything at its server. publishable:
                                                            -- it may stand in a web page, and only registers and takes
                                                            -- PINs.
    allowed_origins text[]      not null default '{}',      -- Whose pages may use a publishable key, as browsers write
                                                            -- it in the header Origin. Empty for a secret key.
    constraint api_keys_pkey primary key (id),
    constraint api_keys_server_id_fkey foreign key (server_id) references servers (id) on delete cascade,
    constraint api_keys_kind_check check (kind in ('secret', 'publishable')),
    constraint publishable_keys_have_origins check ((kind = 'publishable') = (cardinality(allowed_origins) > 0))
);
create index api_keys_by_origin on api_keys using gin (allowed_origins) where time_revoked is null;
create index api_keys_of_server on api_keys (server_id);

-- One registered person at one server. Pending until time_activated is set. A pending user that registers again is
-- replaced by a new row; one whose link expired long ago (the setting PENDING_TTL) is deleted.
create table users (
    server_id        bigint      not null,                -- The server where the user registered.
    id               uuid        not null,                -- UUID version 7: its order is the order of registration.
    email            text        not null,                -- The address as typed.
    email_key        text        collate "C" not null,    -- The address as it is compared: all lower case, the domain
                                                          -- in punycode. Unique at a server.
    password_hash    text        not null,                -- PHC string, Argon2id. An imported hash of another kind is
                                                          -- replaced at the next right password.
    first_name       text,                                -- Null: not given.
    last_name        text,                                -- Null: not given.
    birth_date       date,                                -- Null: not given.
    locale           text,                                -- Language (BCP 47) of pages and mails. Null: the server's.
    time_created     timestamptz not null default now(),  -- When the user registered.
    time_updated     timestamptz not null default now(),  -- When the profile, password or address changed last, or the
                                                          -- user was activated.
    time_activated   timestamptz,                         -- When the address was proven first. Null: the user is
                                                          -- pending.
    replaced_another boolean     not null default false,  -- Whether it took the place of a pending user of the same
                                                          -- address. Then a PIN needs the registration's id.
    constraint users_pkey primary key (server_id, id),
    constraint user_registered_once unique (server_id, email_key),
    constraint users_server_id_fkey foreign key (server_id) references servers (id)
);
create index users_pending on users (server_id, id) where time_activated is null;

-- The newest proof of one purpose that an address is the user's: a link, and for the purpose validation also a PIN,
-- mailed together. Both are computed from these ids and the setting SECRET_KEY, and neither is stored. A newer proof
-- replaces the id, and with it the older link and PIN. A used proof stays, so that its link can say so, except that of
-- a password reset.
create table validations (
    server_id            bigint      not null,            -- The user's server.
    id                   uuid        not null,            -- UUID version 7. It is also the id of the mail that carries
                                                          -- the link.
    user_id              uuid        not null,            -- Whose address it is to prove.
    pin_tries            smallint    not null default 0,  -- PINs tried against this id together with the registration's
                                                          -- id, right or wrong, counted before they are checked.
    time_sent            timestamptz,                     -- When its mail was sent: link and PIN live from then on.
                                                          -- Null: it is not yet known to be sent.
    expires_at           timestamptz,                     -- When the link ends. Null: not sent yet, so it has no end.
    pin_expires_at       timestamptz,                     -- When the PIN ends. Null: not sent yet, so it has no end.
    purpose              text        not null,            -- What the proof is for: validation (to activate the user),
                                                          -- password_reset or email_change.
    email                text,                            -- The new address as typed. Null unless purpose is
                                                          -- email_change.
    email_key            text        collate "C",         -- The new address as it is compared. Null unless purpose is
                                                          -- email_change.
    pin_tries_without_id integer     not null default 0,  -- The same without the registration's id. Counted apart, so
                                                          -- that a stranger cannot use up the tries of the person who
                                                          -- registered.
    constraint validations_pkey primary key (server_id, id),
    constraint validation_of_user unique (server_id, user_id, purpose),
    constraint validations_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade,
    constraint new_address_to_prove check ((purpose = 'email_change') = (email is not null and email_key is not null)),
    constraint validations_purpose_check check (purpose in ('validation', 'password_reset', 'email_change'))
);

-- One message to one address, with its delivery state. It holds what the message is made from, never its text, link or
-- PIN. Queued in the transaction that needs it; the sender and Mailjet's events change its state. It is deleted with
-- its user, or when it is older than the setting MAILS_TTL and waits for nothing.
create table mails (
    server_id       bigint      not null,                   -- The server in whose name it is sent.
    id              uuid        not null,                   -- UUID version 7. Mailjet knows it as CustomID. If the mail
                                                            -- carries a link it is also the id of the validation, or in
                                                            -- email_undos.
    user_id         uuid,                                   -- Whom it is about. Null: a test mail, of no user.
    kind            text        not null,                   -- What the mail is for: validation, registration_attempt,
                                                            -- password_reset, password_changed, email_change,
                                                            -- email_change_requested, email_changed or email_restored.
    recipient       text        not null,                   -- The address it goes to, the domain in punycode.
    locale          text,                                   -- Language (BCP 47) of the mail. Null: the server's.
    status          text        not null default 'queued',  -- In the order of their ranks, as an event never moves a
                                                            -- mail to a lower one. queued: to be sent. held: as queued,
                                                            -- until its sender is mended. cancelled, failed: never
                                                            -- sent. sent: Mailjet has it. The others are what Mailjet
                                                            -- told later, or what the use of the link proved. A soft
                                                            -- bounce ranks between sent and delivered.
    reason          text,                                   -- Why it is not sent or did not arrive, for people. Null:
                                                            -- no trouble.
    attempts        integer     not null default 0,         -- How many calls have claimed it.
    next_attempt_at timestamptz not null default now(),     -- When it is due. While it is claimed: when the claim's
                                                            -- lease ends.
    claim_id        uuid,                                   -- The sender's call that has claimed it. Null: none has.
    time_created    timestamptz not null default now(),     -- When it was queued.
    time_sent       timestamptz,                            -- When it was sent, or when that was learned later. Null:
                                                            -- not known to be sent.
    is_uncertain    boolean     not null default false,     -- The result of an earlier call is unknown: Mailjet is
                                                            -- asked before the mail is sent again.
    is_hard_bounce  boolean     not null default false,     -- It bounced for good because of the address, which is in
                                                            -- bounced_addresses.
    is_soft_bounce  boolean     not null default false,     -- It bounced softly: Mailjet tries again. While status is
                                                            -- bounced it may still be delivered.
    constraint mails_pkey primary key (server_id, id),
    constraint mails_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) deferrable initially deferred,
    constraint mails_status_check
        check (status in ('queued', 'held', 'cancelled', 'failed', 'sent', 'delivered', 'opened', 'bounced', 'blocked',
        'spam'))
);
create index mails_by_id on mails (id);
create index mails_by_time_sent on mails (time_sent) where time_sent is not null;
create index mails_due on mails (server_id, time_created desc) where status in ('queued', 'held');
create index mails_in_trouble on mails (server_id, status, id)
    where status in ('held', 'failed', 'bounced', 'blocked', 'spam');
create index mails_of_recipient on mails (lower(recipient collate "C"), id);
create index mails_of_user on mails (server_id, user_id);

-- How many mails one address was promised lately, which limits them. Written with each mail that is queued; deleted a
-- day later. It outlives the user.
create table mail_allowances (
    email_key     text        collate "C" not null,    -- For registrations, all servers together: the address as it is
                                                       -- compared, without its tag. For mails that a server asks for,
                                                       -- to reset a password or to change an address: the server's id,
                                                       -- a blank and the address. For notices of requested changes: the
                                                       -- same with the word notice between them.
    mails         integer     not null,                -- Mails promised since window_start; at most the setting
                                                       -- MAILS_PER_ADDRESS.
    window_start  timestamptz not null,                -- Start of a window of 24 hours.
    time_promised timestamptz not null default now(),  -- When a mail was promised last, so that the next can keep its
                                                       -- distance.
    constraint mail_allowances_pkey primary key (email_key)
);
create index mail_allowances_by_age on mail_allowances (window_start);

-- One row: whether the senders of all instances hold back because Mailjet is in trouble. After paused_until one mail is
-- tried; if it is sent, all go on. Written by the senders.
create table mail_pause (
    is_only      boolean     not null default true,   -- Always true: there is one row.
    paused_until timestamptz not null default now(),  -- When one mail may be tried. It means nothing while reason is
                                                      -- null.
    reason       text,                                -- What the trouble is. Null: there is none, and mails are sent.
    step         integer     not null default 0,      -- Pauses in a row; each is twice as long as the one before.
    constraint mail_pause_pkey primary key (is_only),
    constraint mail_pause_is_only_check check (is_only)
);

-- How many mails were handed over on a day, by server. Counted by the sender before a call; kept for 40 days.
create table mail_budgets (
    server_id bigint  not null,  -- The server. 0: all servers together.
    day       date    not null,  -- Day in UTC.
    mails     integer not null,  -- Mails handed over.
    constraint mail_budgets_pkey primary key (server_id, day)
);

-- One address that no mail reaches. It gets no mail from any server until the operator deletes the row. Written when
-- Mailjet tells of a hard bounce.
create table bounced_addresses (
    email_key    text        collate "C" not null,    -- The address as it is compared: all lower case, the domain in
                                                      -- punycode.
    reason       text        not null,                -- What its provider or Mailjet said.
    time_bounced timestamptz not null default now(),  -- When it bounced last.
    constraint bounced_addresses_pkey primary key (email_key)
);

-- The answer to one registration, so that the same request sent again gets it and does nothing. Written by the
-- registration; goes after 24 hours, or with the user it tells of.
create table idempotency_keys (
    server_id    bigint      not null,                -- The server that sent the request.
    key          text        collate "C" not null,    -- The header Idempotency-Key.
    fingerprint  bytea       not null,                -- HMAC-SHA256 of the request's body, which contains a password.
    user_id      uuid,                                -- The user that the answer tells of. Null with strict privacy,
                                                      -- where the answer is the same for every address, and inside the
                                                      -- registration's own transaction.
    answer       text,                                -- The body of the answer as it was sent. Null only inside the
                                                      -- registration's own transaction.
    time_created timestamptz not null default now(),  -- When the key was used first; 24 hours later it may be used
                                                      -- anew.
    constraint idempotency_keys_pkey primary key (server_id, key),
    constraint idempotency_keys_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade
);
create index idempotency_keys_by_age on idempotency_keys (time_created);
create index idempotency_keys_of_user on idempotency_keys (server_id, user_id);

-- How often something was tried, and until when nothing may be tried there. Written before a try is checked. Deleted
-- after a right try at an address, or 24 hours after the last try.
create table guesses (
    server_id     bigint      not null,              -- The server. No foreign key: its rows go by age, and ids of
                                                     -- servers are never used again.
    purpose       text        not null,              -- What is counted. password, pin: tries at an address by one
                                                     -- client or with one registration's id. password_all, pin_all:
                                                     -- tries at an address by all clients; those of known clients and
                                                     -- with an id are counted apart. client: tries of both by a client.
                                                     -- registration: registrations by a client.
    subject       text        collate "C" not null,  -- An address as it is compared, whether or not it is registered,
                                                     -- or the address, a blank, and a client or a registration's id; or
                                                     -- a client: its IPv4 address or IPv6 network (/64).
    tries         integer     not null,              -- Tries since the last right one. Counting begins anew after a day
                                                     -- without a try of a password, or an hour without one of the
                                                     -- others.
    blocked_until timestamptz not null,              -- No try is taken before. -infinity: not blocked.
    time_tried    timestamptz not null,              -- When the last try was taken.
    constraint guesses_pkey primary key (server_id, purpose, subject),
    constraint guesses_purpose_check
        check (purpose in ('password', 'password_all', 'pin', 'pin_all', 'client', 'registration'))
);
create index guesses_by_age on guesses (time_tried);

-- One thing that happened to one user, written in the transaction in which it happened. It never holds personal data:
-- no address, name or password. It outlives the user, and is deleted after the setting EVENTS_TTL.
create table events (
    server_id bigint      not null,                -- The server. No foreign key, as an event outlives it.
    id        uuid        not null,                -- UUID version 7: its order is the order of time.
    user_id   uuid,                                -- Whom it happened to. Null: no user has the address, or the mail is
                                                   -- a test mail.
    kind      text        collate "C" not null,    -- registered, activated, rejected, authenticated, password_changed,
                                                   -- mail_sent and so on: the words of EventKind.
    time      timestamptz not null default now(),  -- Start of the transaction in which it happened.
    detail    jsonb       not null default '{}',   -- Of a mail's events {"mail": the kind of the mail}, else {}.
    constraint events_pkey primary key (server_id, id)
);
create index events_by_time on events (time);

-- The events that statistics count: those of users, and those of mails that validate an address. Test mails are not
-- counted.
create view counted_events (
    server_id,  -- bigint. The server.
    day,        -- date. Day in UTC.
    kind,       -- text. As in events.
    time        -- timestamptz. As in events.
) as
 select server_id,
    (time at time zone 'utc')::date as day,
    kind,
    time
   from events
  where (detail ->> 'mail') is null or (detail ->> 'mail') = 'validation' and user_id is not null;

-- How many counted events one server had on a day, up to event_rollup.counted_until. A job adds the events of full
-- hours; younger ones are counted when they are asked for. Kept for 400 days, also of a removed server.
create table event_counts (
    server_id bigint not null,              -- The server.
    day       date   not null,              -- Day in UTC.
    kind      text   collate "C" not null,  -- As in events.
    number    bigint not null,              -- Events of that day, server and kind.
    constraint event_counts_pkey primary key (server_id, day, kind)
);
create index event_counts_by_day on event_counts (day);

-- How many counted events all servers together had on a day, removed servers included. Kept forever.
create table event_totals (
    day    date   not null,              -- Day in UTC.
    kind   text   collate "C" not null,  -- As in events.
    number bigint not null,              -- Events of that day and kind.
    constraint event_totals_pkey primary key (day, kind)
);

-- One row: up to when events are counted. It changes in the transaction that adds to event_counts and event_totals, so
-- each event is added once.
create table event_rollup (
    is_only       boolean     not null default true,  -- Always true: there is one row.
    counted_until timestamptz not null,               -- All events before this time are in the counts.
    constraint event_rollup_pkey primary key (is_only),
    constraint event_rollup_is_only_check check (is_only)
);

-- When one API key was used last. A table of its own, as it changes with requests, and api_keys is copied to every
-- machine where tables are spread over several.
create table key_uses (
    server_id bigint      not null,  -- The key's server.
    key_id    text        not null,  -- api_keys.id.
    time_used timestamptz not null,  -- The full hour in which it was used last.
    constraint key_uses_pkey primary key (server_id, key_id),
    constraint key_uses_server_id_fkey foreign key (server_id) references servers (id) on delete cascade
);

-- One user as its server sees it, with the newest validation and the state of its mail.
create view user_details (
    server_id,        -- bigint. The user's server.
    id,               -- uuid. users.id.
    server,           -- text. servers.name.
    email,            -- text. The address as typed.
    email_key,        -- text. The address as it is compared.
    first_name,       -- text. Null: not given.
    last_name,        -- text. Null: not given.
    birth_date,       -- date. Null: not given.
    locale,           -- text. Language (BCP 47). Null: the server's.
    is_activated,     -- boolean. Whether the address was proven.
    time_created,     -- timestamptz. When the user registered.
    time_updated,     -- timestamptz. When the user changed last.
    time_activated,   -- timestamptz. When the address was proven first. Null: the user is pending.
    mail_status,      -- text. State of the validation's mail. Null: there is no validation, as the address was changed
                      -- since.
    reason,           -- text. Why that mail is not sent or did not arrive.
    time_sent,        -- timestamptz. When that mail was sent.
    expires_at,       -- timestamptz. When its link ends. Null: not sent yet.
    next_attempt_at,  -- timestamptz. When that mail is tried next. Null: it is being sent, or is not to be sent any
                      -- more.
    new_email         -- text. The address that the user wants, as typed, while its link works. Null: no change waits.
) as
 select u.server_id,
    u.id,
    s.name as server,
    u.email,
    u.email_key,
    u.first_name,
    u.last_name,
    u.birth_date,
    u.locale,
    u.time_activated is not null as is_activated,
    u.time_created,
    u.time_updated,
    u.time_activated,
    m.status as mail_status,
    m.reason,
    v.time_sent,
    v.expires_at,
        case
            when (m.status in ('queued', 'held')) and m.claim_id is null then m.next_attempt_at
            else null::timestamptz
        end as next_attempt_at,
    ( select c.email
           from validations c
          where c.server_id = u.server_id and c.user_id = u.id and c.purpose = 'email_change' and c.email_key <> u.email_key and (c.expires_at is null or c.expires_at > now())) as new_email
   from users u
     join servers s on s.id = u.server_id
     left join validations v on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
     left join mails m on m.server_id = v.server_id and m.id = v.id;

-- A client from which a user signed in. Guesses of other clients do not delay its next try. Written after a right
-- password, at most once a day; deleted with the user, or after the setting KNOWN_CLIENT_TTL.
create table known_clients (
    server_id          bigint      not null,                -- The server of the user.
    user_id            uuid        not null,                -- The user who signed in.
    client             text        collate "C" not null,    -- Its IPv4 address or IPv6 network (/64).
    time_authenticated timestamptz not null default now(),  -- When it signed in last, to the day.
    constraint known_clients_pkey primary key (server_id, user_id, client),
    constraint known_clients_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade
);
create index known_clients_by_age on known_clients (time_authenticated);

-- At most one row: how to recognise the setting SECRET_KEY. Written by the first start, and by a start that replaces
-- the key.
create table secret_key_check (
    is_only     boolean     not null default true,   -- Always true: there is one row.
    check_value bytea       not null,                -- HMAC-SHA256 by the key, of no message, under a label of its own.
                                                     -- The key cannot be computed from it.
    time_set    timestamptz not null default now(),  -- When this key was used first.
    constraint secret_key_check_pkey primary key (is_only),
    constraint secret_key_check_is_only_check check (is_only)
);

-- One link that takes changes of a user's address back. Mailed to the old address when a change is requested, and again
-- when it is made. Deleted with the user, 40 days later, or when an earlier change is taken back.
create table email_undos (
    server_id    bigint      not null,                -- The user's server.
    id           uuid        not null,                -- UUID version 7. It is also the id of the mail that carries the
                                                      -- link.
    user_id      uuid        not null,                -- Whose change it takes back.
    email        text        not null,                -- The old address as typed, which the link gives back.
    email_key    text        collate "C" not null,    -- The old address as it is compared.
    time_created timestamptz not null default now(),  -- When its mail was queued.
    time_changed timestamptz,                         -- When the user left the old address. The link ends 7 days later,
                                                      -- or 7 days after its mail was sent if that was later. Null: the
                                                      -- change was not made.
    time_used    timestamptz,                         -- When the link was used. Null: not yet.
    constraint email_undos_pkey primary key (server_id, id),
    constraint email_undos_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id) on delete cascade
);
create index email_undos_by_age on email_undos (time_created);
create index email_undos_of_user on email_undos (server_id, user_id);

-- When Mailjet's last event came, one row: every instance receives events, so none knows it by itself.
create table mail_event_arrival (
    is_only   boolean     not null default true,  -- Always true: there is one row.
    time_last timestamptz,                        -- Time of the last event, to the minute. Null: none ever came.
    constraint mail_event_arrival_pkey primary key (is_only),
    constraint mail_event_arrival_is_only_check check (is_only)
);

-- Every table that grows with the users has server_id first in its keys, so that one server's rows lie
-- together and the schema could be spread over several machines by that column.

-- A web application that registers its users here.
create table servers (
    id             bigint      generated always as identity primary key,
    name           text        not null,             -- in URLs and settings: lower case letters, digits, - and .
    display_name   text        not null,             -- as people see it on pages and in mails
    mail_from      text,                             -- null: the setting MAIL_FROM
    mail_from_name text,                             -- null: the setting MAIL_FROM_NAME, then the display name
    redirect_url   text,                             -- where the browser goes after an activation; null: our own page
    locale         text        not null,             -- BCP 47, for users that have none
    validation_ttl bigint,                           -- seconds a link lives; null: the setting VALIDATION_TTL
    time_created   timestamptz not null default now(),
    time_updated   timestamptz not null default now(),
    constraint server_named_once unique (name)
);

-- What a server proves itself with. The key is reg_<id>_<secret>; only the secret's SHA-256 is here, which is
-- enough because the secret has 256 random bits.
create table api_keys (
    id           text        primary key,            -- the 8 characters after reg_
    server_id    bigint      not null references servers on delete cascade,
    secret_hash  bytea       not null,               -- SHA-256 of the 43 characters of the secret
    label        text,                               -- what the operator calls it
    time_created timestamptz not null default now(),
    time_revoked timestamptz                         -- kept as a row, so that a revoked key never comes back
);
create index api_keys_of_server on api_keys (server_id);

-- One registered person at one server. Pending until time_activated is set; a pending row may be replaced whole,
-- and then gets a new id.
create table users (
    server_id      bigint      not null references servers,
    id             uuid        not null,             -- version 7: its order is the order of registration
    email          text        not null,             -- as typed
    email_key      text        collate "C" not null, -- what uniqueness is judged by: domain in punycode, all lower case
    password_hash  text        not null,             -- PHC string, Argon2id
    first_name     text,
    last_name      text,
    birth_date     date,
    locale         text,                             -- BCP 47; null: the server's
    time_created   timestamptz not null default now(),
    time_updated   timestamptz not null default now(),
    time_activated timestamptz,
    primary key (server_id, id),
    constraint user_registered_once unique (server_id, email_key)
);
create index users_pending on users (server_id, id) where time_activated is null;

-- The proof that a user's address is the user's: one link and one PIN, mailed together, both derived from these ids
-- and the secret key, neither stored. A new one replaces the row's id, and with it the older link and PIN.
create table validations (
    server_id      bigint      not null,
    id             uuid        not null,             -- also the id of the mail that carries it
    user_id        uuid        not null,
    pin_tries      smallint    not null default 0,   -- PINs tried against this id, right or wrong
    time_sent      timestamptz,                      -- null: not yet known to be sent; the life starts here
    expires_at     timestamptz,                      -- of the link
    pin_expires_at timestamptz,
    primary key (server_id, id),
    constraint validation_of_user unique (server_id, user_id),
    foreign key (server_id, user_id) references users (server_id, id) on update cascade on delete cascade
);

-- One message to one address. It holds what the message is made from, never its text, link or PIN.
create table mails (
    server_id       bigint      not null,
    id              uuid        not null,            -- Mailjet knows it as CustomID
    user_id         uuid        not null,
    kind            text        not null,            -- which template
    recipient       text        not null,            -- domain in punycode
    locale          text,                            -- the user's; null: the server's
    status          text        not null default 'queued'
        check (status in ('queued', 'sent', 'delivered', 'bounced', 'blocked', 'failed')),
    reason          text,                            -- why it is not sent or did not arrive, for people
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null default now(), -- while claimed: when the claim's lease ends
    claim_id        uuid,                            -- the sender's call that is on its way with it
    time_created    timestamptz not null default now(),
    time_sent       timestamptz,
    primary key (server_id, id),
    foreign key (server_id, user_id) references users (server_id, id) on update cascade on delete cascade
);
create index mails_of_user on mails (server_id, user_id);
create index mails_due on mails (next_attempt_at) where status = 'queued';

-- How many mails an address was promised, at whichever server: nobody is flooded through us. It outlives the user.
create table mail_allowances (
    email_key    text        collate "C" primary key,
    mails        integer     not null,               -- since window_start
    window_start timestamptz not null                -- a window lasts 24 hours
);
create index mail_allowances_by_age on mail_allowances (window_start);

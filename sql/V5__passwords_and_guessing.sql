-- How short a password may be at a server, in code points; never below 8.
alter table servers
    add column password_min_length smallint not null default 8 check (password_min_length between 8 and 64);

-- How often somebody guessed at the password or PIN of an address, whether there is such a user or not, and until when
-- nobody may guess there any more. A row goes with a right guess, or some time after the last one.
create table guesses (
    server_id     bigint      not null,              -- ids never come again, so nothing needs to go with the server
    purpose       text        not null check (purpose in ('password', 'pin')),
    email_key     text        collate "C" not null,
    tries         integer     not null,              -- counted before they are looked at
    blocked_until timestamptz not null,
    time_tried    timestamptz not null,
    primary key (server_id, purpose, email_key)
);
create index guesses_by_age on guesses (time_tried);

-- When an address was promised a mail last, so that the next one can keep its distance.
alter table mail_allowances add column time_promised timestamptz not null default now();

-- What a server's own mails look like, and how many it may send.
alter table servers
    add column mail_reply_to    text,
    add column accent_colour    text,               -- #rrggbb
    add column logo_url         text,               -- https
    add column text_above       text,
    add column text_below       text,
    add column mail_daily_limit integer;            -- null: only the common limit

-- A mail can be held until its sender is mended, and more can become of it after it was sent. The order of the words
-- is the order of their ranks: an event never moves a mail to a lower one.
alter table mails
    drop constraint mails_status_check,
    add constraint mails_status_check check (status in
        ('queued', 'held', 'cancelled', 'failed', 'sent', 'delivered', 'opened', 'bounced', 'blocked', 'spam')),
    alter column user_id drop not null,             -- null: a test mail
    add column is_uncertain   boolean not null default false, -- an earlier call may have been accepted: ask first
    add column is_hard_bounce boolean not null default false;

drop index mails_due;
create index mails_due on mails (time_created desc) where status in ('queued', 'held');
create index mails_in_trouble on mails (server_id, status, id)
    where status in ('held', 'failed', 'bounced', 'blocked', 'spam');

-- Whether the senders of all instances hold back, one row. After paused_until one mail is tried; if that goes well the
-- reason is cleared and all go on.
create table mail_pause (
    is_only      boolean     primary key default true check (is_only),
    paused_until timestamptz not null default now(),
    reason       text,                              -- null: there is no trouble
    step         integer     not null default 0     -- how often in a row it was told to slow down
);
insert into mail_pause default values;

-- How many mails were handed over on a day (UTC), by server; server 0 is all of them together.
create table mail_budgets (
    server_id bigint  not null,
    day       date    not null,
    mails     integer not null,
    primary key (server_id, day)
);

-- Addresses that no mail reaches: remembered for all servers until the operator lifts it.
create table bounced_addresses (
    email_key    text        collate "C" primary key,
    reason       text        not null,
    time_bounced timestamptz not null default now()
);

-- Whatever befalls a user is an event, written in the transaction in which it happens. It never holds personal data: no
-- address, no name, no password. History, funnel and metrics are read from here.
create table events (
    server_id bigint      not null,                  -- ids never come again, so nothing needs to go with the server
    id        uuid        not null,                  -- version 7: its order is the order of time
    user_id   uuid,                                  -- it outlives the user; null: no user had the address
    kind      text        collate "C" not null,
    time      timestamptz not null default now(),
    detail    jsonb       not null default '{}',     -- of a mail's events: {"mail": its kind}
    primary key (server_id, id)
);
create index events_by_time on events (time);

-- The events that statistics count, with their day (UTC): those of users, and those of mails that validate an address.
-- A mail that is no user's is a test mail.
create view counted_events as
select server_id, (time at time zone 'utc')::date as day, kind, time
  from events
 where detail ->> 'mail' is null
    or detail ->> 'mail' = 'validation' and user_id is not null;

-- How many counted events there were before event_rollup.counted_until, by server and day (UTC). A job adds the events of
-- full hours; younger ones are counted when somebody asks. Rows of a removed server stay until they are too old.
create table event_counts (
    server_id bigint not null,
    day       date   not null,
    kind      text   collate "C" not null,
    number    bigint not null,
    primary key (server_id, day, kind)
);
create index event_counts_by_day on event_counts (day);

-- The same of all servers together, those that were removed included. It is kept forever.
create table event_totals (
    day    date   not null,
    kind   text   collate "C" not null,
    number bigint not null,
    primary key (day, kind)
);

-- One row. It changes in the transaction that adds to the counts, so each event is added once.
create table event_rollup (
    is_only       boolean     primary key default true check (is_only),
    counted_until timestamptz not null
);
insert into event_rollup (counted_until) values (now());

-- What was counted before there were events.
insert into event_counts (server_id, day, kind, number)
select server_id, day,
       case when stage in ('registered', 'activated') then stage else 'mail_' || stage end, sum(number)
  from funnel_counts
 where server_id > 0
 group by server_id, day, stage;
insert into event_totals (day, kind, number)
select day, case when stage in ('registered', 'activated') then stage else 'mail_' || stage end, sum(number)
  from funnel_counts
 where server_id = 0
 group by day, stage;
drop table funnel_counts;

-- The sender goes from server to server, and from each takes the newest first.
drop index mails_due;
create index mails_due on mails (server_id, time_created desc) where status in ('queued', 'held');

-- The mails of a pending user that registers again become the new user's. Until the transaction ends they may belong to
-- a user that is gone; mails that do not go elsewhere have to be deleted with their user. What is there is looked
-- through by the next migration.
alter table mails
    drop constraint mails_server_id_user_id_fkey,
    add constraint mails_server_id_user_id_fkey
        foreign key (server_id, user_id) references users (server_id, id)
        deferrable initially deferred not valid;

-- The hour in which a key was used last. A table of its own: it changes with requests, and api_keys is copied to every
-- machine where tables are spread over several.
create table key_uses (
    server_id bigint      not null references servers on delete cascade,
    key_id    text        not null,
    time_used timestamptz not null,                  -- a full hour
    primary key (server_id, key_id)
);
insert into key_uses (server_id, key_id, time_used)
select server_id, id, time_used from api_keys where time_used is not null;
alter table api_keys drop column time_used;

-- A user as its server sees it, with what became of the newest validation and its mail.
create view user_details as
select u.server_id, u.id, s.name as server, u.email, u.email_key, u.first_name, u.last_name, u.birth_date, u.locale,
       u.time_activated is not null as is_activated, u.time_created, u.time_updated, u.time_activated,
       m.status as mail_status, m.reason, v.time_sent, v.expires_at,
       case when m.status in ('queued', 'held') and m.claim_id is null then m.next_attempt_at end as next_attempt_at
  from users u
  join servers s on s.id = u.server_id
  left join validations v on v.server_id = u.server_id and v.user_id = u.id and v.purpose = 'validation'
  left join mails m on m.server_id = v.server_id and m.id = v.id;

-- How often something happened at a server on a day (UTC), counted in the transaction in which it happened. Server 0 is
-- all of them together. Nothing is taken back: a user that was replaced or deleted was registered all the same.
create table funnel_counts (
    server_id bigint   not null,                     -- its rows go with the server, those of server 0 stay
    day       date     not null,
    stage     text     collate "C" not null check (stage in
        ('registered', 'sent', 'delivered', 'activated', 'bounced', 'blocked', 'spam', 'failed')),
    slot      smallint not null,                     -- 1 to 32: rows to be added up, so that whoever counts at once
                                                     -- need not wait; 0: the others, folded when the day was over
    number    bigint   not null,
    primary key (server_id, day, stage, slot)
);
alter table funnel_counts set (fillfactor = 70);     -- its rows are counted up in place
create index funnel_counts_to_fold on funnel_counts (day) where slot > 0;
create index funnel_counts_by_age on funnel_counts (day) where server_id > 0;
